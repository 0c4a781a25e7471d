/** What Waymark itself says, in one language. */
export interface OwnWords {
  readonly close: string
  readonly next: string
  readonly back: string
  readonly done: string
  readonly guide: string
  readonly step: (at: number, of: number) => string
}

/** The few words that Waymark itself says; a guide's own texts come with the guide. */
const dictionary: {
  readonly [language: string]: readonly [string, string, string, string, string, string]
} = {
  en: ['Close', 'Next', 'Back', 'Done', 'Guide', 'Step # of #'],
  de: ['Schließen', 'Weiter', 'Zurück', 'Fertig', 'Hinweis', 'Schritt # von #'],
  fr: ['Fermer', 'Suivant', 'Retour', 'Terminé', 'Guide', 'Étape # sur #'],
  es: ['Cerrar', 'Siguiente', 'Atrás', 'Listo', 'Guía', 'Paso # de #'],
  ar: ['إغلاق', 'التالي', 'السابق', 'تم', 'دليل', 'الخطوة # من #'],
}

export const ownWords = (locale: string): OwnWords => {
  const language = locale.toLowerCase().split(/[-_]/)[0] ?? ''
  const found = Object.hasOwn(dictionary, language) ? dictionary[language] : undefined
  const [close = '', next = '', back = '', done = '', guide = '', step = ''] =
    found ?? dictionary.en ?? []
  const [before = '', between = '', after = ''] = step.split('#')
  return { close, next, back, done, guide, step: (at, of) => before + at + between + of + after }
}
