/** The public doors of the instance that the demo runs in. */
export interface Instance {
  readonly url: string
  /** Token of the command line. */
  readonly token: string
  readonly serverKey: string
}

export const env = 'production'

/** Calls the API as the command line does. @throws where it is refused */
export const callApi = async <Answer>(
  instance: Instance,
  path: string,
  body?: unknown,
): Promise<Answer> => {
  const response = await fetch(`${instance.url}${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      authorization: `Bearer ${instance.token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  if (!response.ok) throw new Error(`${path.split('?')[0]} answered ${response.status}: ${text}`)
  return (text === '' ? undefined : JSON.parse(text)) as Answer
}
