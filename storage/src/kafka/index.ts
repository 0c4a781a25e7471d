export { createKafkaLog, type KafkaLogConfig, type KafkaLogDeps } from './kafka-log.ts'
