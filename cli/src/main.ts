#!/usr/bin/env node
import { endWithReader, terminal } from './print/printer.ts'
import { runProgram } from './program.ts'

endWithReader()
const status = await runProgram(process.argv.slice(2), terminal)
if (status !== undefined) process.exitCode = status
