import { connect, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { type Cluster, Kafka, type KafkaConfig, logLevel, type PartitionAssigner } from 'kafkajs'
import { freshConnections } from './fresh-connections.ts'
import { quietNegativeTimeouts } from './quiet-negative-timeouts.ts'

export interface KafkaConnectionConfig {
  readonly brokers: readonly string[]
  readonly clientId: string
  readonly ssl?: KafkaConfig['ssl']
  readonly sasl?: KafkaConfig['sasl']
  readonly requestTimeoutMs?: number
}

/** What the client library says; it talks a lot, so nobody listens unless asked. */
interface KafkaLogEntry {
  readonly level: 'error' | 'warn' | 'info' | 'debug'
  readonly message: string
}

export interface KafkaConnectionDeps {
  readonly onClientLog?: (entry: KafkaLogEntry) => void
}

/** A connection of its own to the cluster; requests on it are answered one after the other. */
export interface KafkaConnection {
  readonly kafka: Kafka
  readonly cluster: Cluster
  /** Cuts every socket, now and later: what waits for an answer fails at once. */
  readonly cut: () => void
  readonly close: () => Promise<void>
}

const REQUEST_TIMEOUT_MS = 15_000
const CONNECT_TIMEOUT_MS = 3_000
const KEEP_ALIVE_MS = 60_000

const levels = new Map<logLevel, KafkaLogEntry['level']>([
  [logLevel.ERROR, 'error'],
  [logLevel.WARN, 'warn'],
  [logLevel.INFO, 'info'],
  [logLevel.DEBUG, 'debug'],
])

const closedByUs = (): Error => new Error('connection closed by this process')

/**
 * Without TCP_NODELAY a request waits for the acknowledgement of the one before it: some 40 ms.
 */
const socketFactoryInto =
  (sockets: Set<Socket>, isCut: () => boolean): NonNullable<KafkaConfig['socketFactory']> =>
  ({ host, port, ssl, onConnect }) => {
    const socket = ssl
      ? connectTls({ host, port, servername: host, ...ssl }, onConnect)
      : connect({ host, port }, onConnect)
    socket.setNoDelay(true)
    socket.setKeepAlive(true, KEEP_ALIVE_MS)
    if (isCut()) socket.destroy(closedByUs())
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    return socket
  }

/**
 * The library has no `assign()` and hides the cluster behind clients that retry by themselves. An assigner, though, is
 * given the cluster when its consumer is made: this consumer is never run, it only brings the cluster.
 */
const clusterOf = (kafka: Kafka): Cluster => {
  let found: Cluster | undefined
  const capture: PartitionAssigner = ({ cluster }) => {
    found = cluster
    return {
      name: 'none',
      version: 0,
      assign: async () => [],
      protocol: () => ({ name: 'none', metadata: Buffer.alloc(0) }),
    }
  }
  kafka.consumer({ groupId: 'none', partitionAssigners: [capture], allowAutoTopicCreation: false })
  if (!found) throw new Error('the Kafka client did not hand out its cluster')
  return found
}

export const openConnection = (
  config: KafkaConnectionConfig,
  deps: KafkaConnectionDeps,
): KafkaConnection => {
  quietNegativeTimeouts()
  freshConnections()
  const sockets = new Set<Socket>()
  let isCut = false
  const { onClientLog } = deps
  const kafka = new Kafka({
    brokers: [...config.brokers],
    clientId: config.clientId,
    ...(config.ssl !== undefined && { ssl: config.ssl }),
    ...(config.sasl !== undefined && { sasl: config.sasl }),
    connectionTimeout: CONNECT_TIMEOUT_MS,
    requestTimeout: config.requestTimeoutMs ?? REQUEST_TIMEOUT_MS,
    // Whoever calls decides what is tried again: the library must not repeat a write whose outcome is unknown.
    retry: { retries: 0 },
    socketFactory: socketFactoryInto(sockets, () => isCut),
    logLevel: onClientLog ? logLevel.INFO : logLevel.NOTHING,
    logCreator:
      () =>
      ({ level, namespace, log }) =>
        onClientLog?.({
          level: levels.get(level) ?? 'info',
          message: `${namespace}: ${log.message}`,
        }),
  })
  const cluster = clusterOf(kafka)
  const cut = (): void => {
    isCut = true
    for (const socket of sockets) socket.destroy(closedByUs())
  }
  return {
    kafka,
    cluster,
    cut,
    close: async () => {
      cut()
      await cluster.disconnect()
    },
  }
}
