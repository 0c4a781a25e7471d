/** What a resource centre says itself, in the languages of the other own words. */
export const words = {
  search: { en: 'Search', de: 'Suchen', fr: 'Rechercher', es: 'Buscar', ar: 'بحث' },
  nothing: {
    en: 'Nothing found.',
    de: 'Nichts gefunden.',
    fr: 'Aucun résultat.',
    es: 'Sin resultados.',
    ar: 'لا توجد نتائج.',
  },
} as const
