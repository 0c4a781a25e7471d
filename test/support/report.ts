/** A line for whoever reads the test's output: a measurement, never a condition. */
export const report = (line: string): void => {
  process.stdout.write(`${line}\n`)
}
