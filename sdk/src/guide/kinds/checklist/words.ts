/** What a checklist says of its tasks, in the languages of the other own words. */
export const words = {
  done: { en: 'Done', de: 'Erledigt', fr: 'Fait', es: 'Hecho', ar: 'تم' },
  notDone: { en: 'Not done', de: 'Offen', fr: 'À faire', es: 'Pendiente', ar: 'لم يتم بعد' },
} as const
