/** Rows in the shapes of the three sources, as their documents describe them; written for these tests. */

type Row = Readonly<Record<string, unknown>>;

export function scryfallCard(over: Row = {}): Row {
  return {
    object: 'card',
    id: '0b81b329-4ef5-4b55-9fe7-9ed69477e96b',
    oracle_id: '3e1a2b3c-0000-4000-8000-000000000001',
    tcgplayer_id: 548301,
    cardmarket_id: 772014,
    name: 'Ember Drake // Cinder Fall',
    lang: 'en',
    released_at: '2024-06-14',
    layout: 'modal_dfc',
    card_faces: [
      {
        name: 'Ember Drake',
        image_uris: {
          small: 'https://cards.example.org/small/front/0/b/0b81b329.jpg',
          normal: 'https://cards.example.org/normal/front/0/b/0b81b329.jpg',
        },
      },
      { name: 'Cinder Fall' },
    ],
    games: ['paper', 'mtgo'],
    finishes: ['nonfoil', 'foil'],
    digital: false,
    promo: false,
    set_id: '00000000-0000-4000-8000-00000000abcd',
    set: 'emb',
    set_name: 'Embers of Old',
    collector_number: '004',
    rarity: 'mythic',
    artist: 'Ada Quill',
    border_color: 'black',
    frame_effects: ['legendary'],
    full_art: false,
    ...over,
  };
}

export function pokemonCard(over: Row = {}): Row {
  return {
    id: 'tide1-4',
    name: 'Tidewyrm',
    supertype: 'Pokémon',
    subtypes: ['Stage 2'],
    hp: '120',
    set: {
      id: 'tide1',
      name: 'Tide',
      series: 'Tide',
      printedTotal: 102,
      total: 104,
      releaseDate: '1999/01/09',
    },
    number: '4',
    artist: 'Ken Field',
    rarity: 'Rare Holo',
    images: {
      small: 'https://pictures.example.org/tide1/4.png',
      large: 'https://pictures.example.org/tide1/4_hires.png',
    },
    tcgplayer: { prices: { holofoil: { market: 12.5 }, reverseHolofoil: { market: 9 } } },
    ...over,
  };
}

export function pokemonSet(over: Row = {}): Row {
  return {
    id: 'tide1',
    name: 'Tide',
    series: 'Tide',
    printedTotal: 102,
    total: 104,
    ptcgoCode: 'TD',
    releaseDate: '1999/01/09',
    updatedAt: '2022/10/10 15:12:00',
    ...over,
  };
}

export function tcgdexCard(over: Row = {}): Row {
  return {
    category: 'Pokemon',
    id: 'tide1-4',
    localId: '4',
    name: 'Vouivre des marées',
    image: 'https://assets.example.org/fr/tide/tide1/4',
    illustrator: 'Ken Field',
    rarity: 'Rare',
    set: { id: 'tide1', name: 'Marée', cardCount: { official: 102, total: 104 } },
    variants: { firstEdition: true, holo: true, normal: false, reverse: false, wPromo: false },
    pricing: { cardmarket: { idProduct: 273699 }, tcgplayer: { unit: 'USD', holofoil: { productId: 42382 } } },
    ...over,
  };
}
