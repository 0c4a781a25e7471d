import { execFile } from 'node:child_process'
import { access, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const run = promisify(execFile)

export const kafkaVersion = '4.1.1'

const cache = fileURLToPath(new URL('../../.cache/', import.meta.url))
const jars = join(cache, `kafka-${kafkaVersion}`)

const pom = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>local</groupId><artifactId>kafka-broker</artifactId><version>1</version><packaging>pom</packaging>
  <dependencies>
    <dependency><groupId>org.apache.kafka</groupId><artifactId>kafka_2.13</artifactId><version>${kafkaVersion}</version></dependency>
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-simple</artifactId><version>1.7.36</version></dependency>
  </dependencies>
</project>
`

export const hasKafkaJars = (): Promise<boolean> =>
  access(jars).then(
    () => true,
    () => false,
  )

/**
 * The class path of the broker; fetched once per checkout. Written beside its place and then moved there, so that two
 * test files that need it at once do not see half of it.
 */
export const kafkaClassPath = async (): Promise<string> => {
  if (!(await hasKafkaJars())) {
    await mkdir(cache, { recursive: true })
    const dir = await mkdtemp(join(cache, 'kafka-fetch-'))
    await writeFile(join(dir, 'pom.xml'), pom)
    const goal = ['-q', '-B', 'dependency:copy-dependencies', '-DincludeScope=runtime']
    await run('mvn', [...goal, '-DoutputDirectory=libs'], { cwd: dir })
    await rename(join(dir, 'libs'), jars).catch(async (error: unknown) => {
      if (!(await hasKafkaJars())) throw error
    })
    await rm(dir, { recursive: true, force: true })
  }
  return join(jars, '*')
}
