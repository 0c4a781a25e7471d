export { type AddressRules, checkEndpointUrl, type ResolvedAddress } from './check-address.ts'
export { createMailer, type Mail, type MailerConfig } from './mailer.ts'
export {
  createNotifier,
  type Notifier,
  type NotifierConfig,
  type NotifierDeps,
  type ReplayResult,
} from './notifier.ts'
export { createPost, type Post, type PostConfig } from './post.ts'
