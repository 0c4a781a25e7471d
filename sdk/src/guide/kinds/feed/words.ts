/** What a feed says itself, in the languages of the other own words. */
export const words = {
  fresh: { en: 'New', de: 'Neu', fr: 'Nouveau', es: 'Nuevo', ar: 'جديد' },
  unread: { en: 'unread', de: 'ungelesen', fr: 'non lus', es: 'sin leer', ar: 'غير مقروء' },
  react: {
    en: 'Your reaction',
    de: 'Ihre Reaktion',
    fr: 'Votre réaction',
    es: 'Su reacción',
    ar: 'رد فعلك',
  },
  empty: {
    en: 'Nothing new yet.',
    de: 'Noch nichts Neues.',
    fr: 'Rien de nouveau.',
    es: 'Nada nuevo todavía.',
    ar: 'لا جديد بعد.',
  },
} as const
