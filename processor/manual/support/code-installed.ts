/** What an account reaches once data has come from its product. */
export const codeInstalled = {
  kind: 'milestone',
  id: 'code-installed',
  level: 'account',
  order: 1,
  reached: { did: { event: 'Data Received' } },
}
