import { abandon, reason } from './command.ts'
import { current, down, type Engine, up } from './engine.ts'
import { home } from './home.ts'
import { alive } from './processes.ts'
import { type Say, timed } from './progress.ts'
import { read } from './state.ts'
import { versions } from './versions.ts'

const say: Say = (line) => console.log(line)

/** What each command does, and the exit code it ends with. */
const COMMANDS: Readonly<Record<string, () => Promise<number>>> = {
  up: async () => {
    describe(await timed('engine up', say, () => up(say)))
    return 0
  },
  status: async () => {
    const engine = await current()
    if (engine !== undefined) describe(engine)
    else say(`✘ no engine is up in ${home().root}`)
    return engine === undefined ? 1 : 0
  },
  down: async () => {
    await timed('engine down', say, () => down({ all: false }, say))
    return 0
  },
  'down --all': async () => {
    await timed('engine down, downloads and compiled programs removed', say, () => down({ all: true }, say))
    return 0
  },
}

function describe(engine: Engine): void {
  const made = Object.entries(versions).map(([name, version]) => `${name} ${version}`)
  const processes = read(home()).processes.map(
    (process) => `${process.name} ${process.pid} ${alive(process) ? 'alive' : 'ended'}`,
  )
  const facts = {
    kind: engine.kind,
    home: engine.home,
    docker: engine.env['DOCKER_HOST'] ?? '',
    registry: engine.registry,
    act: engine.act,
    versions: made.join(', '),
    processes: processes.join(', '),
  }
  for (const [name, fact] of Object.entries(facts)) say(`  ${name.padEnd(10)}${fact}`)
}

let interrupted = false
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    interrupted = true
    abandon()
  })
}

const command = COMMANDS[process.argv.slice(2).join(' ')]
if (command === undefined) {
  console.error('usage: npm run engine -- up | status | down [--all]')
  process.exitCode = 2
} else {
  try {
    process.exitCode = await command()
  } catch (error) {
    console.error(interrupted ? '✘ interrupted; what was started for this is ended' : `✘ ${reason(error)}`)
    process.exitCode = 1
  }
}
