import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
var __webpack_exports__ = {};

;// CONCATENATED MODULE: external "node:child_process"
const external_node_child_process_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:child_process");
;// CONCATENATED MODULE: ./lib/errors.js
/** Thrown by parsers of single values: they do not know which input the value came from. */
class InvalidValue extends Error {
    cure;
    constructor(what, cure) {
        super(what);
        this.name = 'InvalidValue';
        this.cure = cure;
    }
}
/** Everything that is wrong with the inputs, reported together. Nothing has been started. */
class Refusal extends Error {
    problems;
    constructor(problems) {
        super(problems.map(problemText).join('\n'));
        this.name = 'Refusal';
        this.problems = problems;
    }
}
/** Something went wrong while the plan was carried out. */
class Failure extends Error {
    cure;
    place;
    constructor(what, cure, place) {
        super(what);
        this.name = 'Failure';
        this.cure = cure;
        this.place = place;
    }
}
/** Everything that a job failed with, and what it leaves behind. */
class Unfinished extends AggregateError {
    state;
    constructor(errors, state) {
        super(errors, errors.map(messageOf).join('\n'));
        this.name = 'Unfinished';
        this.state = state;
    }
}
/** Runs a stage of a job. An error that does not say what the job leaves behind says `state`. */
async function withState(state, stage) {
    try {
        return await stage();
    }
    catch (error) {
        throw stateOf(error) === undefined ? new Unfinished([error], state) : error;
    }
}
/** What a failed job leaves behind; undefined where the error does not say. */
function stateOf(error) {
    if (error instanceof Unfinished)
        return error.state;
    if (!(error instanceof AggregateError))
        return undefined;
    // Of builds side by side, one may have moved tags and another not.
    return error.errors.map(stateOf).find((state) => state !== undefined);
}
/** What the signal that cancelled the job broke off. It is no news to whoever cancelled it, so it is not reported. */
class Cancelled extends Error {
    constructor() {
        super('The job is cancelled.');
        this.name = 'Cancelled';
    }
}
/** Whether an error, or one of several that occurred side by side, comes from cancelling the job. */
function isCancelled(error) {
    return error instanceof AggregateError ? error.errors.some(isCancelled) : error instanceof Cancelled;
}
/** What an error of any kind says. */
function messageOf(error) {
    const message = typeof error === 'object' && error !== null && 'message' in error ? error.message : error;
    return String(message);
}
/** A problem as one line: where, what, what to do. */
function problemText(problem) {
    const line = problem.line === undefined ? '' : `, line ${problem.line}`;
    return `${problem.input}${line}: ${problem.what} ${problem.cure}`;
}

;// CONCATENATED MODULE: external "node:crypto"
const external_node_crypto_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:crypto");
;// CONCATENATED MODULE: external "node:string_decoder"
const external_node_string_decoder_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:string_decoder");
;// CONCATENATED MODULE: external "os"
const external_os_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("os");
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/utils.js
// We use any as a valid input type
/* eslint-disable @typescript-eslint/no-explicit-any */
/**
 * Sanitizes an input into a string so it can be passed into issueCommand safely
 * @param input input to sanitize into a string
 */
function utils_toCommandValue(input) {
    if (input === null || input === undefined) {
        return '';
    }
    else if (typeof input === 'string' || input instanceof String) {
        return input;
    }
    return JSON.stringify(input);
}
/**
 *
 * @param annotationProperties
 * @returns The command properties to send with the actual annotation command
 * See IssueCommandProperties: https://github.com/actions/runner/blob/main/src/Runner.Worker/ActionCommandManager.cs#L646
 */
function toCommandProperties(annotationProperties) {
    if (!Object.keys(annotationProperties).length) {
        return {};
    }
    return {
        title: annotationProperties.title,
        file: annotationProperties.file,
        line: annotationProperties.startLine,
        endLine: annotationProperties.endLine,
        col: annotationProperties.startColumn,
        endColumn: annotationProperties.endColumn
    };
}
//# sourceMappingURL=utils.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/command.js


/**
 * Issues a command to the GitHub Actions runner
 *
 * @param command - The command name to issue
 * @param properties - Additional properties for the command (key-value pairs)
 * @param message - The message to include with the command
 * @remarks
 * This function outputs a specially formatted string to stdout that the Actions
 * runner interprets as a command. These commands can control workflow behavior,
 * set outputs, create annotations, mask values, and more.
 *
 * Command Format:
 *   ::name key=value,key=value::message
 *
 * @example
 * ```typescript
 * // Issue a warning annotation
 * issueCommand('warning', {}, 'This is a warning message');
 * // Output: ::warning::This is a warning message
 *
 * // Set an environment variable
 * issueCommand('set-env', { name: 'MY_VAR' }, 'some value');
 * // Output: ::set-env name=MY_VAR::some value
 *
 * // Add a secret mask
 * issueCommand('add-mask', {}, 'secretValue123');
 * // Output: ::add-mask::secretValue123
 * ```
 *
 * @internal
 * This is an internal utility function that powers the public API functions
 * such as setSecret, warning, error, and exportVariable.
 */
function command_issueCommand(command, properties, message) {
    const cmd = new Command(command, properties, message);
    process.stdout.write(cmd.toString() + external_os_namespaceObject.EOL);
}
function issue(name, message = '') {
    command_issueCommand(name, {}, message);
}
const CMD_STRING = '::';
class Command {
    constructor(command, properties, message) {
        if (!command) {
            command = 'missing.command';
        }
        this.command = command;
        this.properties = properties;
        this.message = message;
    }
    toString() {
        let cmdStr = CMD_STRING + this.command;
        if (this.properties && Object.keys(this.properties).length > 0) {
            cmdStr += ' ';
            let first = true;
            for (const key in this.properties) {
                if (this.properties.hasOwnProperty(key)) {
                    const val = this.properties[key];
                    if (val) {
                        if (first) {
                            first = false;
                        }
                        else {
                            cmdStr += ',';
                        }
                        cmdStr += `${key}=${escapeProperty(val)}`;
                    }
                }
            }
        }
        cmdStr += `${CMD_STRING}${escapeData(this.message)}`;
        return cmdStr;
    }
}
function escapeData(s) {
    return utils_toCommandValue(s)
        .replace(/%/g, '%25')
        .replace(/\r/g, '%0D')
        .replace(/\n/g, '%0A');
}
function escapeProperty(s) {
    return utils_toCommandValue(s)
        .replace(/%/g, '%25')
        .replace(/\r/g, '%0D')
        .replace(/\n/g, '%0A')
        .replace(/:/g, '%3A')
        .replace(/,/g, '%2C');
}
//# sourceMappingURL=command.js.map
;// CONCATENATED MODULE: external "crypto"
const external_crypto_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("crypto");
;// CONCATENATED MODULE: external "fs"
const external_fs_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("fs");
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/file-command.js
// For internal use, subject to change.
// We use any as a valid input type
/* eslint-disable @typescript-eslint/no-explicit-any */




function file_command_issueFileCommand(command, message) {
    const filePath = process.env[`GITHUB_${command}`];
    if (!filePath) {
        throw new Error(`Unable to find environment variable for file command ${command}`);
    }
    if (!fs.existsSync(filePath)) {
        throw new Error(`Missing file at path: ${filePath}`);
    }
    fs.appendFileSync(filePath, `${toCommandValue(message)}${os.EOL}`, {
        encoding: 'utf8'
    });
}
function file_command_prepareKeyValueMessage(key, value) {
    const delimiter = `ghadelimiter_${crypto.randomUUID()}`;
    const convertedValue = toCommandValue(value);
    // These should realistically never happen, but just in case someone finds a
    // way to exploit uuid generation let's not allow keys or values that contain
    // the delimiter.
    if (key.includes(delimiter)) {
        throw new Error(`Unexpected input: name should not contain the delimiter "${delimiter}"`);
    }
    if (convertedValue.includes(delimiter)) {
        throw new Error(`Unexpected input: value should not contain the delimiter "${delimiter}"`);
    }
    return `${key}<<${delimiter}${os.EOL}${convertedValue}${os.EOL}${delimiter}`;
}
//# sourceMappingURL=file-command.js.map
;// CONCATENATED MODULE: ./lib/runner/commands.js
/**
 * The runner's protocol: commands on stdout, files for outputs and state.
 *
 * The three modules are taken from inside @actions/core, because its main module loads an HTTP client for
 * OIDC tokens at once: 60 ms at every start of main and of post, for something we never use. The lock file
 * pins their version, and the type check tells when they move.
 */


/** Sets an output of the step; it may have several lines. */
function setOutput(name, value) {
    fileCommand('OUTPUT', name, value);
}
/** Keeps a value for the post step. Written at once, so that it is there even when this process is killed. */
function commands_saveState(name, value) {
    fileCommand('STATE', name, value);
}
/** Makes the runner show stars instead of a value, from here on. */
function setSecret(value) {
    issueCommand('add-mask', {}, value);
}
/** Puts a folder before the others in PATH, for the steps after this one. */
function addPath(folder) {
    if (process.env['GITHUB_PATH'])
        issueFileCommand('PATH', folder);
}
/** Adds text to the job's summary page. */
function addSummary(markdown) {
    if (process.env['GITHUB_STEP_SUMMARY'])
        issueFileCommand('STEP_SUMMARY', markdown);
}
/** Shows a message at the step and on the run's page, and at a line of a file where one is to blame. */
function annotate(severity, message, place) {
    const properties = place === undefined ? {} : { file: place.file, line: place.line };
    command_issueCommand(severity, properties, message.replaceAll('##[', '## ['));
}
function commands_startGroup(name) {
    issueCommand('group', {}, name);
}
function commands_endGroup() {
    issueCommand('endgroup', {}, '');
}
// Outside a runner (a shell, a demo) there are no files; what would be written there is shown in the log anyway.
function fileCommand(file, name, value) {
    if (process.env[`GITHUB_${file}`])
        issueFileCommand(file, prepareKeyValueMessage(name, value));
}

;// CONCATENATED MODULE: ./lib/runner/log.js
/**
 * What is shown in the log. The runner obeys `::command::` at the start of a line and `##[command]` anywhere
 * in one, and takes a lone CR for a new line, so text that a build or a registry wrote must never get to it
 * as it is.
 */



/** Longest line kept in memory; the log itself gets it whole. */
const LINE_LIMIT = 4_096;
/** Shows a line of our own; line ends inside it become blanks, so that nothing in it can begin a line. */
function say(line = '') {
    process.stdout.write(`${inert(line.replace(/[\r\n]+/g, ' '))}\n`);
}
/**
 * Shows lines under a name that the log page folds, with the runner's commands switched off around them: what
 * users, builders and registries wrote is part of almost every line.
 */
function group(name, lines) {
    startGroup(inert(name));
    const { write, end } = openQuote();
    write(lines.join('\n'));
    end();
    endGroup();
}
/** Takes the runner's legacy marker apart and makes a lone CR a line end. */
function inert(text) {
    // A real space: the runner searches with rules of a language, which pass over characters of no width.
    return text.replace(/\r(?!\n)/g, '\n').replaceAll('##[', '## [');
}
/** Switches the runner's commands off until `end`. The token is random, so the text cannot switch them on. */
function openQuote() {
    const token = randomUUID();
    let atLineStart = true;
    process.stdout.write(`::stop-commands::${token}\n`);
    return {
        write: (text) => {
            if (text === '')
                return true;
            atLineStart = text.endsWith('\n') || text.endsWith('\r');
            return process.stdout.write(inert(text));
        },
        end: () => process.stdout.write(`${atLineStart ? '' : '\n'}::${token}::\n`),
    };
}
/** Calls back once everything shown so far has left this process. */
function whenWritten(callback) {
    process.stdout.once('drain', callback);
}
/**
 * Cuts a stream of bytes into pieces of text that can be made inert one by one: no character, CR LF pair or
 * marker is split between two pieces.
 */
function textPieces(take) {
    const decoder = new external_node_string_decoder_namespaceObject.StringDecoder('utf8');
    let held = '';
    return {
        push: (chunk) => {
            const text = held + decoder.write(chunk);
            const keep = /(?:\r|##?)$/.exec(text)?.[0].length ?? 0;
            held = text.slice(text.length - keep);
            take(text.slice(0, text.length - keep));
        },
        end: () => take(held + decoder.end()),
    };
}
/** Keeps the last lines of a text that comes in pieces, in bounded memory; each line is also handed on. */
function lastLines(limit, onLine = () => { }) {
    const ring = [];
    let partial = '';
    const take = (line) => {
        ring.push(line);
        if (ring.length > limit)
            ring.shift();
        onLine(line);
    };
    return {
        push: (text) => {
            const lines = (partial + text).split(/\r?\n|\r/);
            partial = (lines.pop() ?? '').slice(0, LINE_LIMIT);
            for (const line of lines)
                take(line.slice(0, LINE_LIMIT));
        },
        /** The lines so far, with an unfinished last one. */
        lines: () => (partial === '' ? [...ring] : [...ring, partial]),
    };
}

;// CONCATENATED MODULE: ./lib/docker/children.js
/**
 * The only file that starts a process. Each one leads a process group of its own, because the runner signals only us
 * when a job is cancelled: the signal is passed on to the groups, so that it also reaches what they started.
 */



/** The processes of this job, none so far. */
function createChildren() {
    const running = new Set();
    let isCancelled = false;
    return {
        run: async (command) => {
            if (isCancelled)
                throw new Cancelled();
            const end = await runChild(command, running);
            if (isCancelled)
                throw new Cancelled();
            return end;
        },
        count: () => running.size,
        signal: (signal) => {
            for (const pid of running)
                signalGroup(pid, signal);
        },
        cancel: () => {
            isCancelled = true;
        },
    };
}
function runChild(command, running) {
    const { program, args, env, input, limitMs, onStdout, onStderr } = command;
    return new Promise((resolve, reject) => {
        const child = (0,external_node_child_process_namespaceObject.spawn)(program, args, { detached: true, env, stdio: ['pipe', 'pipe', 'pipe'] });
        const { pid, stdin, stdout, stderr } = child;
        if (pid !== undefined)
            running.add(pid);
        const limit = killAfter(pid, limitMs);
        for (const [output, take] of [[stdout, onStdout], [stderr, onStderr]]) {
            output.on('data', (chunk) => {
                if (!take(chunk))
                    holdBack([stdout, stderr]);
            });
        }
        // One that does not read its input ends nevertheless, and its exit code counts.
        stdin.on('error', () => { });
        stdin.end(input);
        child.on('error', (error) => {
            limit.lift();
            reject(error);
        });
        child.on('exit', () => letGo([stdout, stderr]));
        child.on('close', (code, signal) => {
            limit.lift();
            if (pid !== undefined)
                running.delete(pid);
            resolve({ code: code ?? 128 + signalNumber(signal), isTimedOut: limit.isOver() });
        });
    });
}
/** Ends a process and all its descendants when its time is over. */
function killAfter(pid, ms) {
    let isOver = false;
    if (pid === undefined || ms === undefined)
        return { isOver: () => false, lift: () => { } };
    const timer = setTimeout(() => {
        isOver = true;
        signalGroup(pid, 'SIGKILL');
    }, ms);
    return { isOver: () => isOver, lift: () => clearTimeout(timer) };
}
/** How long the outputs of a process that has ended may be silent before they are closed. */
const SILENCE_MS = 2_000;
/**
 * What a process started may outlive it and keep its outputs open: the shared connection of ssh does. So they are
 * read to their end, or until nothing comes any more.
 */
function letGo(outputs) {
    // One that ended before its process tells nothing of that any more, and its timer would keep us alive.
    for (const output of outputs.filter(({ closed }) => !closed)) {
        const timer = setTimeout(() => (output.isPaused() ? timer.refresh() : output.destroy()), SILENCE_MS);
        output.on('data', () => timer.refresh());
        output.on('close', () => clearTimeout(timer));
    }
}
/** What a process prints faster than the log takes it would pile up in memory. */
function holdBack(outputs) {
    for (const output of outputs) {
        output.pause();
        whenWritten(() => output.resume());
    }
}
function signalGroup(pid, signal) {
    try {
        process.kill(-pid, signal);
    }
    catch {
        // It ended in between.
    }
}
function signalNumber(signal) {
    return signal === 'SIGINT' ? 2 : signal === 'SIGKILL' ? 9 : 15;
}

;// CONCATENATED MODULE: ./lib/buildx/program.js
const PLUGIN = { kind: 'plugin' };
/** The program that runs a command of docker's, and its arguments. */
function programOf(command, buildx) {
    const [first, ...rest] = command;
    return first === 'buildx' && buildx.kind === 'standalone' ? [buildx.path, rest] : ['docker', command];
}

;// CONCATENATED MODULE: ./lib/docker/docker.js
/**
 * Docker's commands, as what runs them: docker, buildx where it is a program of its own, and docker's credential
 * helpers. The entry makes one `Docker`, and everything that runs a command is given it.
 */



/** How long a command may take, in milliseconds. */
const LIMIT_MS = {
    /** What the engine or a builder knows. Buildx itself gives a node 20 s to answer. */
    question: 30_000,
    /** A volume with much of a cache in it takes minutes to delete. */
    removal: 5 * 60_000,
    /** What may pull an image, or move one. */
    transfer: 10 * 60_000,
};
/** Exit code of a command that did not end in its time, as timeout(1) has it. */
const TIMED_OUT = 124;
function createDocker(settings) {
    return {
        buildx: settings.buildx,
        env: settings.env,
        run: (args, limitMs = LIMIT_MS.question) => run(settings, args, limitMs),
        stream: (args, options) => stream(settings, args, options),
        capture: (args, limitMs) => capture(settings, args, limitMs),
        askCredentialHelper: (name, server, limitMs = LIMIT_MS.question) => askCredentialHelper(settings, { name, server, limitMs }),
    };
}
/** Most bytes that are kept of one output; registries refuse manifests of more than 4 MiB. */
const OUTPUT_LIMIT = 16 << 20;
async function run(settings, args, limitMs) {
    const [stdout, stderr] = [keepBytes(OUTPUT_LIMIT), keepBytes(OUTPUT_LIMIT)];
    const outputs = { onStdout: stdout.push, onStderr: stderr.push };
    const { code, late } = await runCommand(settings, args, { ...outputs, limitMs });
    return { code, stdout: stdout.bytes().toString(), stderr: [stderr.bytes().toString(), ...late].join('\n') };
}
/** Lines kept of a command's output, for the message when it fails. */
const TAIL_LINES = 200;
async function stream(settings, args, { onText, onLine, onStdout, tapStdout, env, limitMs }) {
    const kept = lastLines(TAIL_LINES, onLine);
    let isBehind = false;
    const take = (text) => {
        kept.push(text);
        isBehind = onText?.(text) === false;
    };
    // One for each, because a character may come in two chunks with the other's output between them.
    const [out, err] = [textPieces(take), textPieces(take)];
    const { code, late } = await runCommand(settings, args, {
        limitMs,
        env,
        onStdout: (chunk) => {
            const takeStdout = onStdout ?? out.push;
            takeStdout(chunk);
            tapStdout?.(chunk);
            return !isBehind;
        },
        onStderr: (chunk) => {
            err.push(chunk);
            return !isBehind;
        },
    });
    out.end();
    err.end();
    return { code, tail: [...kept.lines(), ...late] };
}
async function capture(settings, args, limitMs) {
    const stdout = keepBytes(OUTPUT_LIMIT);
    const ended = await stream(settings, args, { limitMs, onStdout: stdout.push });
    return { ...ended, bytes: stdout.bytes() };
}
async function runCommand({ buildx, env, children }, command, { env: more, ...outputs }) {
    const [program, args] = programOf(command, buildx);
    try {
        const end = await children.run({ program, args, env: { ...env, ...more }, ...outputs });
        return end.isTimedOut
            ? { code: TIMED_OUT, late: [lateLine(command, outputs.limitMs)] }
            : { code: end.code, late: [] };
    }
    catch (error) {
        throw error instanceof Cancelled ? error : notStarted(error);
    }
}
/** `docker buildx inspect did not end within 30 seconds`: what stands before the first flag names a command well enough. */
function lateLine(command, limitMs = 0) {
    const flag = command.findIndex((word) => word.startsWith('-'));
    const name = ['docker', ...command.slice(0, flag === -1 ? undefined : flag)].join(' ');
    const time = limitMs < 120_000 ? `${limitMs / 1_000} seconds` : `${limitMs / 60_000} minutes`;
    return `${name} did not end within ${time}`;
}
/** Most bytes that are kept of what a credential helper says. */
const LOGIN_LIMIT = 64 << 10;
async function askCredentialHelper({ env, children }, { name, server, limitMs }) {
    const program = `docker-credential-${name}`;
    const stdout = keepBytes(LOGIN_LIMIT);
    const outputs = { onStdout: stdout.push, onStderr: () => true };
    try {
        const end = await children.run({ program, args: ['get'], env, input: server, limitMs, ...outputs });
        return { code: end.isTimedOut ? TIMED_OUT : end.code, stdout: stdout.bytes().toString() };
    }
    catch (error) {
        throw error instanceof Cancelled ? error : helperNotStarted(program, error);
    }
}
/** Keeps the beginning of an output, in bounded memory. */
function keepBytes(limit) {
    const chunks = [];
    let size = 0;
    return {
        push: (chunk) => {
            size += chunk.length;
            if (size <= limit)
                chunks.push(chunk);
            return true;
        },
        bytes: () => Buffer.concat(chunks),
    };
}
function notStarted(error) {
    return new Failure(`The docker command could not be started: ${messageOf(error)}.`, "Install docker with buildx, or use a runner that has it (GitHub's ubuntu runners do), and see that it is in PATH.");
}
function helperNotStarted(program, error) {
    return new Failure(`The credential helper ${program}, which docker's config.json names, could not be started: ${messageOf(error)}.`, 'Install it where PATH finds it, or take it out of credHelpers and credsStore and log in again.');
}

;// CONCATENATED MODULE: external "node:fs"
const external_node_fs_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs");
;// CONCATENATED MODULE: ./lib/buildx/inspected-value.js
/** A value of the `Key: value` lines that `docker buildx inspect` prints; '' where the key is not there. */
function inspectedValue(lines, key) {
    const line = lines.split('\n').find((candidate) => candidate.startsWith(`${key}:`));
    return line?.slice(key.length + 1).trim() ?? '';
}

;// CONCATENATED MODULE: ./lib/state.js

/**
 * What post has to undo, by name. Each value is saved before the thing is made, so that a cancelled job
 * leaves nothing behind; an undo therefore takes "it was never made" for success.
 */
const STATE_NAMES = [
    ...['default', 'builder', 'nodes', 'keepsState', 'context'],
    ...['installer', 'temp', 'downloads', 'standalone', 'finished'],
    ...['smokeContainers', 'smokeImages'],
];
/** Keeps one thing to undo for the post step. */
function remember(name, value) {
    saveState(name, value);
}
/** What main remembered, read from the runner's variables. */
function recall(env) {
    const read = (name) => env[`STATE_${name}`] ?? '';
    return {
        default: read('default'),
        builder: read('builder'),
        nodes: read('nodes'),
        keepsState: read('keepsState'),
        context: read('context'),
        installer: read('installer'),
        temp: read('temp'),
        downloads: read('downloads'),
        standalone: read('standalone'),
        finished: read('finished'),
        smokeContainers: read('smokeContainers'),
        smokeImages: read('smokeImages'),
    };
}

;// CONCATENATED MODULE: ./lib/run/undo.js





/** One undo for each name of the state. */
const UNDO = {
    default: {
        what: 'default builder',
        turn: 1,
        restores: true,
        undo: async (docker, value) => {
            const [earlier = '', own] = value.split(' ');
            // Whoever made another builder the default one since wants that one.
            if ((await defaultBuilder(docker)) !== own)
                return false;
            const { code, stderr } = await docker.run(['buildx', 'use', earlier]);
            if (code !== 0)
                throw new Error(stderr.trim());
            return true;
        },
    },
    builder: {
        what: 'builder',
        turn: 2,
        undo: async (docker, name, { finished, nodes, keepsState }) => {
            const keep = keepsState === '' ? [] : ['--keep-state'];
            const known = await removed(docker, ['buildx', 'rm', ...keep, name], /no builder .* found/);
            if (finished !== '')
                return known;
            // A cancelled `create` may leave containers that buildx does not know of.
            const strays = await Promise.all(nodes.split(' ').map((node) => removeNode(docker, `buildx_buildkit_${node}`, keepsState !== '')));
            return known || strays.includes(true);
        },
    },
    nodes: undefined,
    keepsState: undefined,
    context: {
        what: 'docker context',
        turn: 3,
        undo: async (docker, name) => removed(docker, ['context', 'rm', '--force', name], /not found|no such/i),
    },
    installer: {
        what: 'container',
        turn: 2,
        undo: async (docker, name, { finished }) => finished === '' && removeContainer(docker, name),
    },
    temp: {
        what: 'folder',
        turn: 3,
        undo: async (_, folder) => {
            (0,external_node_fs_namespaceObject.rmSync)(folder, { recursive: true, force: true });
            return true;
        },
    },
    downloads: { what: 'folder', turn: 3, undo: async (_, folder) => removeFolder(folder) },
    standalone: undefined,
    finished: undefined,
    smokeContainers: {
        what: 'containers of the smoke test',
        turn: 2,
        undo: async (docker, names, { finished }) => finished === '' && anyRemoved(docker, names, removeContainer),
    },
    smokeImages: {
        what: 'images of the smoke test',
        turn: 3,
        undo: async (docker, names, { finished }) => finished === '' && anyRemoved(docker, names, removeImage),
    },
};
/** Undoes everything, side by side where it can be; one that fails does not keep the others from being tried. */
async function undoAll(docker, state) {
    const undone = [];
    for (const turn of [1, 2, 3]) {
        const pending = STATE_NAMES.flatMap((name) => {
            const row = UNDO[name];
            return row?.turn !== turn || state[name] === '' ? [] : [tryUndo(docker, row, state[name], state)];
        });
        undone.push(...(await Promise.all(pending)));
    }
    return undone;
}
async function tryUndo(docker, { what, undo, restores }, value, state) {
    const undone = restores
        ? { what: `${what} ${value.split(' ', 1)[0]}`, verb: 'restore' }
        : { what: `${what} ${value}`, verb: 'remove' };
    try {
        return { ...undone, outcome: (await undo(docker, value, state)) ? 'done' : 'was not there' };
    }
    catch (error) {
        return { ...undone, outcome: { failure: messageOf(error) } };
    }
}
async function defaultBuilder(docker) {
    const { stdout } = await docker.run(['buildx', 'inspect']);
    return inspectedValue(stdout, 'Name');
}
async function removeNode(docker, container, keepsState) {
    const hadContainer = await removeContainer(docker, container);
    if (keepsState)
        return hadContainer;
    const hadVolume = await removed(docker, ['volume', 'rm', `${container}_state`], /no such volume/i);
    return hadContainer || hadVolume;
}
function removeContainer(docker, name) {
    return removed(docker, ['rm', '--force', '--volumes', name], /no such container/i);
}
/** An image that somebody else uses by now is theirs. */
function removeImage(docker, name) {
    return removed(docker, ['image', 'rm', name], /no such image|conflict/i);
}
/** Removes what a list names. @returns whether any of it was there */
async function anyRemoved(docker, names, remove) {
    return (await Promise.all(names.split(' ').map((name) => remove(docker, name)))).includes(true);
}
/** Removes a folder that is gone already where the job got to the end of what it was for. */
function removeFolder(folder) {
    const isThere = (0,external_node_fs_namespaceObject.existsSync)(folder);
    (0,external_node_fs_namespaceObject.rmSync)(folder, { recursive: true, force: true });
    return isThere;
}
/** Runs a removal; false when the command says that there is nothing. */
async function removed(docker, command, isGone) {
    const { code, stderr } = await docker.run(command, LIMIT_MS.removal);
    if (isGone.test(stderr))
        return false;
    if (code !== 0)
        throw new Error(stderr.trim());
    return true;
}

;// CONCATENATED MODULE: ./lib/post.js





/** Undoes what main remembered. What cannot be undone is a warning: it never makes a good job fail. */
async function post(env, dockerWith) {
    try {
        const state = recall(env);
        const { standalone } = state;
        const docker = dockerWith(standalone === '' ? PLUGIN : { kind: 'standalone', path: standalone });
        for (const { what, verb, outcome } of await undoAll(docker, state)) {
            if (outcome === 'done')
                say(`${verb === 'remove' ? 'Removed' : 'Restored'} ${what}`);
            else if (outcome !== 'was not there')
                annotate('warning', `Could not ${verb} ${what}: ${outcome.failure}`);
        }
    }
    catch (error) {
        annotate('warning', `Cleaning up failed: ${String(error)}`);
    }
}

;// CONCATENATED MODULE: ./lib/entry/post.js



const { env } = process;
const children = createChildren();
void post(env, (buildx) => createDocker({ buildx, env, children }));

