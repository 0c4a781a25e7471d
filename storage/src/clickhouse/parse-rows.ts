/** The rows of a `JSONEachRow` answer. */
export const parseRows = <Row>(text: string): readonly Row[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line): Row => JSON.parse(line))
