const elsewhere = 'or keep the data elsewhere: --data DIR (WAYMARK_DATA)'
/** The way out of a disk that is full. */
export const freeSpace = `Free some space and start again, ${elsewhere}.`
const choose = 'Choose another place: --data DIR (WAYMARK_DATA).'
const forbidden = `This user is not allowed to. Change its owner or its permissions, ${elsewhere}.`

/** What whoever starts a process can do, by what the system calls the error. */
const ways: { readonly [code: string]: string } = {
  ENOSPC: `The disk is full. ${freeSpace}`,
  EDQUOT: `This user's share of the disk is used up. ${freeSpace}`,
  EACCES: forbidden,
  EPERM: forbidden,
  EROFS: `The disk can only be read. ${choose}`,
  ENOTDIR: `What is above it is a file and no directory. ${choose}`,
  EISDIR: `It is a directory where a file is needed. Move it away, ${elsewhere}.`,
  ENAMETOOLONG: `The name is too long. ${choose}`,
  ELOOP: `It is a link that leads to itself. ${choose}`,
  EIO: `The disk does not work; the system's own log says why. ${choose}`,
}

const wayOf = ({ code = '', syscall }: NodeJS.ErrnoException): string | undefined => {
  // Anywhere else a file that is missing is one of the product's own.
  if (code === 'ENOENT' && syscall === 'mkdir')
    return `Nobody can make a directory there. ${choose}`
  return ways[code]
}

/** The same codes come of addresses, too: there they mean something else. */
const ofNetwork = ['listen', 'bind', 'connect', 'accept', 'getaddrinfo']

/**
 * A sentence for an error of the file system that whoever starts a process can mend; `undefined` for every other error.
 * @example sayFileError(error) // '/data/secret cannot be used (ENOSPC). The disk is full. Free some space …'
 */
export const sayFileError = (error: unknown): string | undefined => {
  if (!(error instanceof Error)) return undefined
  const failure: NodeJS.ErrnoException = error
  if (ofNetwork.includes(failure.syscall ?? '')) return undefined
  const way = wayOf(failure)
  const what = failure.path ?? 'The data directory'
  return way && `${what} cannot be used (${failure.code}). ${way}`
}
