import { cpus, totalmem } from 'node:os'

/** What the figures were made on. */
export const sayMachine = (): string => {
  const cores = cpus()
  const memory = Math.round(totalmem() / 2 ** 30)
  return `${cores.length} cores (${cores[0]?.model.trim() ?? 'unknown'}), ${memory} GB, Node ${process.version}, ${process.platform}; the load comes from this machine too.\n`
}
