export { type AddressRules, checkEndpointUrl } from './check-address.ts'
export { createMailer } from './mailer.ts'
export {
  createNotifier,
  type Notifier,
} from './notifier.ts'
export { createPost } from './post.ts'
