/** A word as it is compared: lower case, without accents, signs between words as spaces. "Stückzahl" is "stuckzahl". */
export function plain(text: string): string {
  return text
    .replaceAll('ß', 'ss')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}#]+/gu, ' ')
    .trim();
}

/** Each spelling with what it means, from `meaning: "spelling, spelling"`. */
export function lexicon<Meaning extends string>(
  spellings: Readonly<Partial<Record<Meaning, string>>>,
): ReadonlyMap<string, Meaning> {
  return new Map(
    (Object.entries(spellings) as [Meaning, string][]).flatMap(([meaning, words]) =>
      words.split(',').map((word) => [plain(word), meaning] as const),
    ),
  );
}

const truths = lexicon({
  yes: 'yes,y,true,t,1,x,✓,✔,ja,j,oui,sí,si,s,sì,vero,wahr,vrai,verdadero',
  no: 'no,n,false,f,0,-,nein,non,falso,falsch,faux,none',
});

/** @returns null for what is neither yes nor no. An empty cell is neither. */
export function truthOf(cell: string): boolean | null {
  const mark = cell.trim();
  if (mark === '✓' || mark === '✔') return true;
  if (mark === '-' || mark === '–') return false;
  const found = truths.get(plain(cell));
  return plain(cell) === '' || found === undefined ? null : found === 'yes';
}
