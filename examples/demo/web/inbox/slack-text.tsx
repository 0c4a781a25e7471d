import type { ComponentChildren } from 'preact'

const entities: { readonly [name: string]: string } = { '&lt;': '<', '&gt;': '>', '&amp;': '&' }

const plain = (text: string): string =>
  text.replace(/&(?:lt|gt|amp);/g, (entity) => entities[entity] ?? entity)

const isWeb = (url: string): boolean => /^https?:\/\//.test(url)

/** One piece of Slack's mark-up: `*bold*`, `<https://…|words>`, or plain. */
const piece = (text: string, index: number): ComponentChildren => {
  const link = /^<([^|>]+)(?:\|([^>]*))?>$/.exec(text)
  if (link) {
    const url = plain(link[1] ?? '')
    const words = plain(link[2] ?? url)
    return isWeb(url) ? (
      <a key={index} href={url} target="_blank" rel="noreferrer">
        {words}
      </a>
    ) : (
      words
    )
  }
  const bold = /^\*([^*\n]+)\*$/.exec(text)
  return bold ? <b key={index}>{plain(bold[1] ?? '')}</b> : plain(text)
}

/** Slack's mark-up as text and links: no HTML is made of it. */
export const SlackText = ({ text }: { readonly text: string }) => (
  <>{text.split(/(<[^>]+>|\*[^*\n]+\*)/).map(piece)}</>
)
