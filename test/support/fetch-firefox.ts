/** `node test/support/fetch-firefox.ts`: brings Debian's Firefox into `.cache`, for the tests that run where there is one. */
import { fetchFirefox } from './firefox.ts'

await fetchFirefox()
