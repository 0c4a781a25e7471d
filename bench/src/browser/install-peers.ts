/** `node bench/src/browser/install-peers.ts`: brings the libraries that `npm run bench -- browser` measures beside ours. */
import { installPeers } from './peers-folder.ts'

await installPeers()
