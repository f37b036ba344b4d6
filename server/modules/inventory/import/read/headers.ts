import type { ImportField } from '../../../../../contract/inventory-imports.ts';
import { lexicon } from './words.ts';

/** What people call columns, in English, German, French, Spanish and Italian. The first column of a meaning is taken. */
export const headerWords = lexicon<ImportField>({
  sku: 'sku,item number,item no,stock number,article number,custom label,artikelnummer,artikelnr,artikel nr,lagernummer,référence article,numéro d’article,número de artículo,codice articolo',
  barcode: 'barcode,ean,upc,gtin,ean13,strichcode,code-barres,código de barras,codice a barre',
  kind: 'kind,product type,item type,produktart',
  title: 'title,listing title,titel,titre,título,titolo',
  game: 'game,product line,tcg,spiel,jeu,juego,gioco',
  name: 'name,card,card name,product,product name,item,item name,english name,karte,kartenname,bezeichnung,artikel,produkt,nom,nom de la carte,carte,produit,article,nombre,nombre de la carta,carta,producto,nome,nome carta,nome della carta,prodotto',
  set_code:
    'set_code,setcode,set abbreviation,edition code,expansion code,set-kürzel,kürzel,setkürzel,code extension,code de l’extension,código de set,código de la expansión,codice set,codice espansione',
  set_name:
    'set_name,set,edition,expansion,erweiterung,extension,édition,expansión,colección,edición,espansione,edizione',
  collector_number:
    'collector_number,number,card number,collector no,card no,no,nr,#,cn,nummer,kartennummer,sammlernummer,numéro,numéro de carte,n°,número,número de carta,numero,numero carta',
  rarity: 'rarity,seltenheit,rareté,rareza,rarità',
  language: 'language,lang,idlanguage,sprache,langue,idioma,lingua',
  finish:
    'finish,foil,is foil,isfoil,printing,holo,reverse holo,isreverseholo,is reverse holo,ausführung,finition,acabado,finitura',
  first_edition:
    'first_edition,1st edition,isfirsted,is first ed,erste auflage,1. auflage,première édition,primera edición,prima edizione',
  signed: 'signed,issigned,is signed,signiert,signée,signé,dédicacé,firmado,firmada,firmata,autografata',
  altered: 'altered,isaltered,is altered,altered art,verändert,altéré,altérée,alterado,alterada,alterata',
  publisher: 'publisher,verlag,éditeur,editorial,editore',
  variant: 'variant,variante',
  year: 'year,jahr,année,año,anno',
  country: 'country,land,pays,país,paese',
  mint_mark: 'mint_mark,mintmark,prägezeichen',
  metal: 'metal,metall,métal,metallo',
  brand: 'brand,marke,marque,marca',
  reference: 'reference,reference number,ref,referenznummer',
  serial_number: 'serial_number,serial,seriennummer,numéro de série,número de serie,numero di serie',
  papers: 'papers,papiere,papiers',
  maker: 'maker,manufacturer,hersteller,fabricant,fabricante,produttore',
  condition: 'condition,card condition,zustand,kondition,état,estado,condición,condizione,condizioni',
  source_condition: 'source_condition',
  grading_company: 'grading_company,grader,graded by,grading,bewertungsfirma,société de gradation',
  grade: 'grade,bewertung,grad',
  grade_label: 'grade_label',
  cert_number:
    'cert_number,cert,cert no,certificate,certificate number,certification number,zertifikat,zertifikatsnummer,certificat,certificado,certificato',
  centering: 'centering',
  corners: 'corners',
  edges: 'edges',
  surface: 'surface',
  price:
    'price,list price,sell price,selling price,my price,unit price,price each,price usd,price eur,price cents,preis,verkaufspreis,stückpreis,vk,vk preis,prix,prix de vente,prix unitaire,precio,precio de venta,prezzo,prezzo di vendita',
  cost: 'cost,cost price,unit cost,purchase price,buy price,paid,einkaufspreis,ek,ek preis,kosten,prix d’achat,coût,coste,costo,precio de compra,prezzo di acquisto',
  currency: 'currency,currency code,purchase price currency,währung,devise,monnaie,moneda,divisa,valuta',
  quantity:
    'quantity,qty,count,amount,copies,stock,on hand,in stock,total quantity,anzahl,menge,stück,stückzahl,bestand,quantité,qté,exemplaires,cantidad,existencias,quantità,qta',
  add_quantity: 'add_quantity,add to quantity,add qty,zugang',
  location: 'location,warehouse,lagerort,standort,lager,emplacement,ubicación,posizione,magazzino',
  shelf: 'shelf,bin,binder,binder name,storage,fach,regal,lagerplatz,étagère,classeur,estante,scaffale',
  note: 'note,notes,comment,comments,description,kommentar,notiz,bemerkung,beschreibung,commentaire,remarque,comentario,comentarios,nota,commento,descrizione',
  low_stock_at: 'low_stock_at,low stock',
  status: 'status',
  tcgplayer_id: 'tcgplayer_id,tcgplayer product id',
  scryfall_id: 'scryfall_id',
  manabox_id: 'manabox_id',
  cardtrader_id: 'cardtrader_id,blueprint id',
  photo_urls:
    'photo_urls,photo_url,photo,photos,image,images,image url,image urls,picture,picture url,bild,bilder,foto,fotos,bild-url,imagen,immagine,immagini,photo principale',
});

/** Of these, people add columns of their own to another program's file. */
export const OWN_ADDITIONS: ReadonlySet<ImportField> = new Set<ImportField>([
  'sku',
  'barcode',
  'game',
  'location',
  'shelf',
  'note',
  'status',
  'currency',
  'grading_company',
  'grade',
  'cert_number',
  'low_stock_at',
  'photo_urls',
]);
