/** What is said of an answer that cannot be sent, in the languages of the other own words. */
export const faultWords = {
  answer: {
    en: 'Please answer this.',
    de: 'Bitte beantworten Sie das.',
    fr: 'Veuillez répondre.',
    es: 'Responda, por favor.',
    ar: 'يرجى الإجابة.',
  },
  choose: {
    en: 'Please choose one.',
    de: 'Bitte wählen Sie eines.',
    fr: 'Veuillez choisir une réponse.',
    es: 'Elija una opción, por favor.',
    ar: 'يرجى الاختيار.',
  },
  chooseSome: {
    en: 'Please choose at least one.',
    de: 'Bitte wählen Sie mindestens eines.',
    fr: 'Choisissez au moins une réponse.',
    es: 'Elija al menos una opción.',
    ar: 'يرجى اختيار خيار واحد على الأقل.',
  },
  number: {
    en: 'Please enter a number.',
    de: 'Bitte geben Sie eine Zahl ein.',
    fr: 'Veuillez saisir un nombre.',
    es: 'Introduzca un número.',
    ar: 'يرجى إدخال رقم.',
  },
  email: {
    en: 'Please enter an e-mail address.',
    de: 'Bitte geben Sie eine E-Mail-Adresse ein.',
    fr: 'Veuillez saisir une adresse e-mail.',
    es: 'Introduzca un correo electrónico.',
    ar: 'يرجى إدخال بريد إلكتروني.',
  },
} as const
