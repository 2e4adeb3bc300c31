import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
var __webpack_exports__ = {};

;// CONCATENATED MODULE: external "node:child_process"
const external_node_child_process_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:child_process");
;// CONCATENATED MODULE: ./lib/errors.js
class InvalidValue extends Error {
    cure;
    constructor(what, cure) {
        super(what);
        this.name = 'InvalidValue';
        this.cure = cure;
    }
}
class Refusal extends Error {
    problems;
    constructor(problems) {
        super(problems.map(problemText).join('\n'));
        this.name = 'Refusal';
        this.problems = problems;
    }
}
class errors_Failure extends Error {
    cure;
    location;
    constructor(what, cure, location) {
        super(what);
        this.name = 'Failure';
        this.cure = cure;
        this.location = location;
    }
}
class Unfinished extends AggregateError {
    state;
    details;
    constructor(errors, state, details = '') {
        super(errors, errors.map(errors_messageOf).join('\n'));
        this.name = 'Unfinished';
        this.state = state;
        this.details = details;
    }
}
async function withState(state, stage) {
    try {
        return await stage();
    }
    catch (error) {
        throw stateOf(error) === undefined ? new Unfinished([error], state) : error;
    }
}
function stateOf(error) {
    if (error instanceof Unfinished)
        return error.state;
    if (!(error instanceof AggregateError))
        return undefined;
    return error.errors.map(stateOf).find((state) => state !== undefined);
}
class Cancelled extends Error {
    constructor() {
        super('The job was cancelled.');
        this.name = 'Cancelled';
    }
}
function isCancelled(error) {
    return error instanceof AggregateError ? error.errors.some(isCancelled) : error instanceof Cancelled;
}
function errors_messageOf(error) {
    const message = typeof error === 'object' && error !== null && 'message' in error ? error.message : error;
    return String(message);
}
function problemText(problem) {
    const line = problem.line === undefined ? '' : `, line ${problem.line}`;
    return `${problem.input}${line}: ${problem.what} ${problem.cure}`;
}

;// CONCATENATED MODULE: external "node:crypto"
const external_node_crypto_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:crypto");
;// CONCATENATED MODULE: external "node:string_decoder"
const external_node_string_decoder_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:string_decoder");
;// CONCATENATED MODULE: ./lib/runner/log.js



const LINE_LIMIT = 4_096;
function logLine(line = '') {
    process.stdout.write(`${neutralise(line.replace(/[\r\n]+/g, ' '))}\n`);
}
function group(name, lines) {
    startGroup(neutralise(name));
    const { write, end } = withoutCommands();
    write(lines.join('\n'));
    end();
    endGroup();
}
function neutralise(text) {
    return text.replace(/\r(?!\n)/g, '\n').replaceAll('##[', '## [');
}
let openSink;
const pendingWrites = (/* unused pure expression or super */ null && ([]));
function betweenLines(writeNow) {
    pendingWrites.push(writeNow);
    flushWaiting();
}
function flushWaiting() {
    if (pendingWrites.length === 0 || openSink?.atLineStart === false)
        return;
    if (openSink !== undefined)
        process.stdout.write(`::${openSink.token}::\n`);
    for (const writeNow of pendingWrites.splice(0))
        writeNow();
    if (openSink !== undefined)
        process.stdout.write(`::stop-commands::${openSink.token}\n`);
}
function withoutCommands() {
    const sink = { token: randomUUID(), atLineStart: true };
    openSink = sink;
    process.stdout.write(`::stop-commands::${sink.token}\n`);
    return {
        write: (text) => {
            if (text === '')
                return true;
            sink.atLineStart = text.endsWith('\n') || text.endsWith('\r');
            const isTaken = process.stdout.write(neutralise(text));
            flushWaiting();
            return isTaken;
        },
        end: () => {
            process.stdout.write(`${sink.atLineStart ? '' : '\n'}::${sink.token}::\n`);
            openSink = undefined;
            flushWaiting();
        },
    };
}
function whenWritten(callback) {
    process.stdout.once('drain', callback);
}
function textPieces(take) {
    const decoder = new external_node_string_decoder_namespaceObject.StringDecoder('utf8');
    let pending = '';
    return {
        push: (chunk) => {
            const text = pending + decoder.write(chunk);
            const keep = /(?:\r|##?)$/.exec(text)?.[0].length ?? 0;
            pending = text.slice(text.length - keep);
            take(text.slice(0, text.length - keep));
        },
        end: () => take(pending + decoder.end()),
    };
}
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
        lines: () => (partial === '' ? [...ring] : [...ring, partial]),
    };
}

;// CONCATENATED MODULE: ./lib/docker/children.js



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
    const { program, args, env, input, limitMs, signal: stop, onStdout, onStderr } = command;
    return new Promise((resolve, reject) => {
        const child = (0,external_node_child_process_namespaceObject.spawn)(program, args, { detached: true, env, stdio: ['pipe', 'pipe', 'pipe'] });
        const { pid, stdin, stdout, stderr } = child;
        if (pid !== undefined)
            running.add(pid);
        const limit = killAfter(pid, limitMs, stop);
        for (const [output, take] of [[stdout, onStdout], [stderr, onStderr]]) {
            output.on('data', (chunk) => {
                if (!take(chunk))
                    pauseOutputs([stdout, stderr]);
            });
        }
        stdin.on('error', () => { });
        stdin.end(input);
        child.on('error', (error) => {
            limit.lift();
            reject(error);
        });
        child.on('exit', () => closeSilent([stdout, stderr]));
        child.on('close', (code, signal) => {
            limit.lift();
            if (pid !== undefined)
                running.delete(pid);
            resolve({ code: code ?? 128 + signalNumber(signal), isTimedOut: limit.isOver() });
        });
    });
}
function killAfter(pid, ms, stop) {
    let isOver = false;
    if (pid === undefined)
        return { isOver: () => false, lift: () => { } };
    const kill = () => signalGroup(pid, 'SIGKILL');
    const expire = () => {
        isOver = true;
        kill();
    };
    const timer = ms === undefined ? undefined : setTimeout(expire, ms);
    stop?.addEventListener('abort', kill);
    const lift = () => {
        clearTimeout(timer);
        stop?.removeEventListener('abort', kill);
    };
    return { isOver: () => isOver, lift };
}
const SILENCE_MS = 2_000;
function closeSilent(outputs) {
    for (const output of outputs.filter(({ closed }) => !closed)) {
        const timer = setTimeout(() => (output.isPaused() ? timer.refresh() : output.destroy()), SILENCE_MS);
        output.on('data', () => timer.refresh());
        output.on('close', () => clearTimeout(timer));
    }
}
function pauseOutputs(outputs) {
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
    }
}
function signalNumber(signal) {
    return signal === 'SIGINT' ? 2 : signal === 'SIGKILL' ? 9 : 15;
}

;// CONCATENATED MODULE: ./lib/buildx/program.js
const PLUGIN = { kind: 'plugin' };
function programOf(command, buildx) {
    const [first, ...rest] = command;
    return first === 'buildx' && buildx.kind === 'standalone' ? [buildx.path, rest] : ['docker', command];
}

;// CONCATENATED MODULE: ./lib/buildx/variables.js
const VARIABLES = {
    DOCKER_CONFIG: 'honoured',
    DOCKER_AUTH_CONFIG: 'honoured',
    DOCKER_CONTEXT: 'honoured',
    DOCKER_HOST: 'honoured',
    DOCKER_TLS: 'honoured',
    DOCKER_TLS_VERIFY: 'honoured',
    DOCKER_CERT_PATH: 'honoured',
    DOCKER_API_VERSION: 'honoured',
    DOCKER_CUSTOM_HEADERS: 'honoured',
    DOCKER_CLI_HINTS: 'honoured',
    DOCKER_CLI_HOOKS: 'honoured',
    'DOCKER_CLI_OTEL_*': 'honoured',
    DEBUG: 'honoured',
    DOCKER_DEFAULT_PLATFORM: 'reported',
    DOCKER_CONTENT_TRUST: 'reported',
    DOCKER_BUILDKIT: 'reported',
    BUILDX_CONFIG: 'honoured',
    BUILDX_BUILDER: 'neutralised',
    BUILDX_NO_DEFAULT_ATTESTATIONS: 'honoured',
    BUILDX_NO_DEFAULT_OCI_ARTIFACT: 'honoured',
    BUILDX_NO_DEFAULT_LOAD: 'honoured',
    BUILDX_DEFAULT_POLICY: 'honoured',
    BUILDX_GIT_INFO: 'honoured',
    BUILDX_GIT_LABELS: 'honoured',
    BUILDX_GIT_CHECK_DIRTY: 'honoured',
    BUILDX_SEND_GIT_QUERY_AS_INPUT: 'honoured',
    BUILDX_EXPERIMENTAL: 'honoured',
    BUILDX_CPU_PROFILE: 'honoured',
    BUILDX_MEM_PROFILE: 'honoured',
    BUILDX_METADATA_PROVENANCE: 'honoured',
    BUILDX_METADATA_WARNINGS: 'neutralised',
    BUILDKIT_HOST: 'honoured',
    BUILDKIT_NO_CLIENT_TOKEN: 'honoured',
    BUILDKIT_PROGRESS: 'neutralised',
    PROGRESS_NO_TRUNC: 'neutralised',
    BUILDKIT_COLORS: 'neutralised',
    NO_COLOR: 'honoured',
    BUILDKIT_TTY_LOG_LINES: 'honoured',
    TTY_DISPLAY_RATE: 'honoured',
    BUILDKIT_STEP_LOG_MAX_SIZE: 'reported',
    BUILDKIT_STEP_LOG_MAX_SPEED: 'reported',
    'OTEL_*': 'honoured',
    TRACEPARENT: 'honoured',
    TRACESTATE: 'honoured',
    JAEGER_TRACE: 'honoured',
    EXPERIMENTAL_BUILDKIT_SOURCE_POLICY: 'honoured',
    SOURCE_DATE_EPOCH: 'honoured',
    ACTIONS_CACHE_SERVICE_V2: 'honoured',
    ACTIONS_RUNTIME_TOKEN: 'honoured',
    ACTIONS_RESULTS_URL: 'honoured',
    ACTIONS_CACHE_URL: 'honoured',
    'GITHUB_*': 'honoured',
    'RUNNER_*': 'honoured',
    'AWS_*': 'honoured',
    DOCKER_METADATA_PR_HEAD_SHA: 'honoured',
    DOCKER_METADATA_SHORT_SHA_LENGTH: 'honoured',
    DOCKER_METADATA_ANNOTATIONS_LEVELS: 'honoured',
    DOCKER_METADATA_SET_OUTPUT_ENV: 'reported',
    KUBECONFIG: 'honoured',
    SSH_AUTH_SOCK: 'honoured',
    HTTP_PROXY: 'honoured',
    HTTPS_PROXY: 'honoured',
    NO_PROXY: 'honoured',
    SSL_CERT_FILE: 'honoured',
    SSL_CERT_DIR: 'honoured',
    'SUDO_*': 'honoured',
    WSL_DISTRO_NAME: 'honoured',
};
const REQUESTS = {
    DOCKER_DEFAULT_PLATFORM: {
        value: /./,
        sentence: 'the input platforms decides what is built. Set it there.',
    },
    DOCKER_CONTENT_TRUST: {
        value: /^(?:1|t|true)$/i,
        sentence: 'images are not signed this way. Set sign, or sign the output image in a later step.',
    },
    DOCKER_METADATA_SET_OUTPUT_ENV: {
        value: /^(?:1|t|true)$/i,
        sentence: 'names, labels and annotations are outputs of this step. Use those.',
    },
    DOCKER_BUILDKIT: {
        value: /^(?:0|f|false)$/i,
        sentence: 'images are built by BuildKit. Remove it.',
    },
    BUILDKIT_STEP_LOG_MAX_SIZE: ofDaemon('BUILDKIT_STEP_LOG_MAX_SIZE'),
    BUILDKIT_STEP_LOG_MAX_SPEED: ofDaemon('BUILDKIT_STEP_LOG_MAX_SPEED'),
};
function ofDaemon(name) {
    return {
        value: /./,
        sentence: `it is read by the daemon of the builder. Set env.${name} in driver-opts of a managed builder.`,
    };
}
function vainVariables(env, namesPlatforms) {
    return Object.entries(REQUESTS)
        .filter(([name, { value }]) => value.test(env[name] ?? ''))
        .filter(([name]) => name !== 'DOCKER_DEFAULT_PLATFORM' || !namesPlatforms)
        .map(([name, { sentence }]) => `${name}=${env[name]} has no effect: ${sentence}`);
}
const KEPT_VARIABLES = ['DOCKER_CONTENT_TRUST'];
function withoutOverridden(env) {
    const dropped = Object.entries(VARIABLES).filter(([name, is]) => is !== 'honoured' && !KEPT_VARIABLES.includes(name));
    const names = new Set(dropped.map(([name]) => name));
    return Object.fromEntries(Object.entries(env).filter(([name]) => !names.has(name)));
}

;// CONCATENATED MODULE: external "node:timers/promises"
const promises_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:timers/promises");
;// CONCATENATED MODULE: ./lib/retry.js

const REAL_CLOCK = {
    now: () => performance.now(),
    sleep: (ms, signal) => (0,promises_namespaceObject.setTimeout)(ms, undefined, signal === undefined ? {} : { signal }),
};
function clockOf(env) {
    const factor = Number(env['MULTI_PLATFORM_BUILD_PAUSES'] || 1);
    return { now: REAL_CLOCK.now, sleep: (ms, signal) => REAL_CLOCK.sleep(ms * factor, signal) };
}
async function retry_retry(work, policy) {
    const { pause, recover } = startRetries(policy);
    const { failureOf = () => undefined } = policy;
    for (;;) {
        let result;
        try {
            result = await work();
        }
        catch (error) {
            await recover(error);
            continue;
        }
        const failure = failureOf(result);
        if (failure === undefined || !(await pause(failure)))
            return result;
    }
}
function startRetries(policy) {
    const { pausesMs, isTransient = () => false, pauseAfter = () => 0, clock = REAL_CLOCK } = policy;
    const end = policy.limitMs === undefined ? Number.POSITIVE_INFINITY : clock.now() + policy.limitMs;
    let tries = 0;
    const pause = async (error) => {
        const done = tries++;
        const usual = pausesMs[done];
        if (usual === undefined || !isTransient(error, done))
            return false;
        const pauseMs = Math.max(usual, pauseAfter(error));
        if (clock.now() + pauseMs > end)
            return false;
        policy.onRetry?.(error, pauseMs);
        await clock.sleep(pauseMs);
        return true;
    };
    return {
        pause,
        recover: async (error) => {
            if (!(await pause(error)))
                throw policy.giveUp?.(error, tries) ?? error;
        },
    };
}
const POLL_MS = 500;
async function poll(check, { limitMs, isDone, clock = REAL_CLOCK }) {
    const end = clock.now() + limitMs;
    for (;;) {
        const seen = await check(Math.max(end - clock.now(), 0));
        if (isDone(seen) || clock.now() + POLL_MS > end)
            return seen;
        await clock.sleep(POLL_MS);
    }
}

;// CONCATENATED MODULE: ./lib/docker/tries.js



function createTries(limit, clock = REAL_CLOCK) {
    const retried = [];
    const note = (next, show = logLine) => {
        retried.push(next);
        show(retriedLine(next));
    };
    return {
        limit,
        clock,
        note: (next) => note(next),
        retryAfterPause: async (next, show) => {
            note(next, show);
            await clock.sleep(next.seconds * 1_000);
        },
        retried: () => retried,
    };
}
function retriedLine({ what, fault, error, remedy, seconds }) {
    return `${what} failed (${fault}): ${error}; ${remedy}${seconds === 0 ? '' : ` in ${seconds} s`}`;
}
const PAUSES = (/* unused pure expression or super */ null && ([5, 15, 30]));
const MAX_PAUSE = 60;
function pausesOf({ limit }) {
    return Array.from({ length: limit }, (_, done) => 1_000 * usualPause(done));
}
function pauseBefore(done, error) {
    return Math.max(usualPause(done), requestedPause(error));
}
function usualPause(done) {
    return PAUSES[done] ?? PAUSES.at(-1) ?? 0;
}
function requestedPause(error) {
    const [, amount = '0', unit = 's'] = /retry-after:? (\d+(?:\.\d+)?)(ms|\u00b5s|s|m)?/i.exec(error) ?? [];
    return Math.min(Math.ceil(Number(amount) * (UNITS.get(unit) ?? 1)), MAX_PAUSE);
}
const UNITS = new Map([
    ['\u00b5s', 1e-6],
    ['ms', 1e-3],
    ['s', 1],
    ['m', 60],
]);
function persist(tries, what, work, errorOf) {
    return retry(work, {
        pausesMs: pausesOf(tries),
        failureOf: (result) => errorOf(result) || undefined,
        isTransient: (error) => isTransientClass(faultOf(error)),
        pauseAfter: (error) => 1_000 * requestedPause(String(error)),
        onRetry: recordRetry(tries, what, String),
        clock: tries.clock,
    });
}
function recordRetry({ note }, what, wordsOf) {
    return (error, pauseMs) => {
        const fault = faultOf(error) ?? 'connection';
        note({ what, fault, error: oneLine(wordsOf(error)), remedy: 'again', seconds: pauseMs / 1_000 });
    };
}
const ERROR_LIMIT = 400;
function oneLine(error) {
    const line = error.replace(/\s+/g, ' ').trim();
    return line.length > ERROR_LIMIT ? `${line.slice(0, ERROR_LIMIT)}\u2026` : line;
}
function retryCommand(tries, what, command) {
    return persist(tries, what, command, ({ code, tail }) => (code === 0 ? '' : errorIn(tail)));
}
const LAST_LINES = 5;
function errorIn(tail) {
    const start = tail.findLastIndex((line) => line.startsWith('ERROR: '));
    return (start === -1 ? tail.slice(-LAST_LINES) : withoutTrace(tail.slice(start)))
        .join('\n')
        .replace(/^ERROR: /, '');
}
function withoutTrace(lines) {
    const at = lines.findIndex((line, index) => /^\d+ \S+ \S/.test(line) && lines[index + 2]?.startsWith('\t'));
    return at === -1 ? lines : lines.slice(0, at);
}

;// CONCATENATED MODULE: ./lib/docker/docker.js





const LIMIT_MS = {
    question: 30_000,
    removal: 5 * 60_000,
    start: 5 * 60_000,
    transfer: 10 * 60_000,
};
const TIMED_OUT = 124;
function createDocker(settings) {
    return {
        buildx: settings.buildx,
        env: settings.env,
        tries: settings.tries ?? createTries(0),
        logins: settings.logins ?? [],
        with: ({ env, logins }) => createDocker({ ...settings, env: { ...settings.env, ...env }, logins }),
        run: (args, limitMs = LIMIT_MS.question) => run(settings, args, limitMs),
        stream: (args, options) => stream(settings, args, options),
        capture: (args, limitMs) => capture(settings, args, limitMs),
        runCredentialHelper: (name, server, limitMs = LIMIT_MS.question) => runCredentialHelper(settings, { name, server, limitMs }),
        runGit: (folder, args) => runGit(settings, ['-C', folder, ...NO_MONITOR, ...args]),
    };
}
const OUTPUT_LIMIT = 16 << 20;
async function run(settings, args, limitMs) {
    const [stdout, stderr] = [keepBytes(OUTPUT_LIMIT), keepBytes(OUTPUT_LIMIT)];
    const outputs = { onStdout: stdout.push, onStderr: stderr.push };
    const { code, late } = await runCommand(settings, args, { ...outputs, limitMs });
    return { code, stdout: stdout.bytes().toString(), stderr: [stderr.bytes().toString(), ...late].join('\n') };
}
const TAIL_LINES = 200;
async function stream(settings, args, { onText, onLine, onStdout, tapStdout, ...options }) {
    const kept = lastLines(TAIL_LINES, onLine);
    let isBehind = false;
    const take = (text) => {
        kept.push(text);
        isBehind = onText?.(text) === false;
    };
    const [out, err] = [textPieces(take), textPieces(take)];
    const { code, late } = await runCommand(settings, args, {
        ...options,
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
        const end = await children.run({ program, args, env: { ...withoutOverridden(env), ...more }, ...outputs });
        return end.isTimedOut
            ? { code: TIMED_OUT, late: [lateLine(command, outputs.limitMs)] }
            : { code: end.code, late: [] };
    }
    catch (error) {
        throw error instanceof Cancelled ? error : startFailure(error);
    }
}
function lateLine(command, limitMs = 0) {
    const flag = command.findIndex((word) => word.startsWith('-'));
    const name = ['docker', ...command.slice(0, flag === -1 ? undefined : flag)].join(' ');
    const time = limitMs < 120_000 ? `${limitMs / 1_000} seconds` : `${limitMs / 60_000} minutes`;
    return `${name} did not end within ${time}`;
}
const LOGIN_LIMIT = 64 << 10;
async function runCredentialHelper({ env, children }, { name, server, limitMs }) {
    const program = `docker-credential-${name}`;
    const stdout = keepBytes(LOGIN_LIMIT);
    const outputs = { onStdout: stdout.push, onStderr: () => true };
    try {
        const end = await children.run({ program, args: ['get'], env, input: server, limitMs, ...outputs });
        return { code: end.isTimedOut ? TIMED_OUT : end.code, stdout: stdout.bytes().toString() };
    }
    catch (error) {
        throw error instanceof Cancelled ? error : helperStartFailure(program, error);
    }
}
const GIT_LIMIT_MS = 5_000;
const GIT_ENV = { GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0', GIT_NO_LAZY_FETCH: '1' };
const NO_MONITOR = ['-c', 'core.fsmonitor=false'];
async function runGit({ env, children }, args) {
    const stdout = keepBytes(OUTPUT_LIMIT);
    const outputs = { onStdout: stdout.push, onStderr: () => true, limitMs: GIT_LIMIT_MS };
    try {
        const end = await children.run({ program: 'git', args, env: { ...env, ...GIT_ENV }, ...outputs });
        return end.isTimedOut || end.code !== 0 || stdout.isCut() ? undefined : stdout.bytes().toString();
    }
    catch (error) {
        if (error instanceof Cancelled)
            throw error;
        return undefined;
    }
}
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
        isCut: () => size > limit,
    };
}
function startFailure(error) {
    return new errors_Failure(`The docker command could not be started: ${errors_messageOf(error)}.`, "Install docker with buildx, or use a runner that has it (GitHub's ubuntu runners do), and check that it is in PATH.");
}
function helperStartFailure(program, error) {
    return new errors_Failure(`The credential helper ${program}, which docker's config.json names, could not be started: ${errors_messageOf(error)}.`, 'Install it in PATH, or remove it from credHelpers and credsStore and log in again.');
}

;// CONCATENATED MODULE: external "node:fs"
const external_node_fs_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs");
;// CONCATENATED MODULE: external "node:path"
const external_node_path_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:path");
;// CONCATENATED MODULE: ./lib/disk.js

function textIn(path) {
    try {
        return (0,external_node_fs_namespaceObject.readFileSync)(path, 'utf8');
    }
    catch {
        return undefined;
    }
}
function disk_namesIn(folder) {
    try {
        return (0,external_node_fs_namespaceObject.readdirSync)(folder);
    }
    catch {
        return [];
    }
}

;// CONCATENATED MODULE: external "node:os"
const external_node_os_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:os");
;// CONCATENATED MODULE: ./lib/docker/folders.js


function dockerFolder(env) {
    return env['DOCKER_CONFIG'] || (0,external_node_path_namespaceObject.join)(env['HOME'] || (0,external_node_os_namespaceObject.homedir)(), '.docker');
}
function folders_buildxFolder(env) {
    return env['BUILDX_CONFIG'] || (0,external_node_path_namespaceObject.join)(dockerFolder(env), 'buildx');
}

;// CONCATENATED MODULE: ./lib/json.js
function field(value, name) {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
        return undefined;
    return Object.getOwnPropertyDescriptor(value, name)?.value;
}
function keys(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value) : [];
}
function json_text(value, ...path) {
    const found = path.reduce(field, value);
    return typeof found === 'string' ? found : '';
}
function array(value, ...path) {
    const found = path.reduce(field, value);
    return Array.isArray(found) ? found : [];
}
function parseJson(source) {
    try {
        return JSON.parse(source);
    }
    catch {
        return undefined;
    }
}

;// CONCATENATED MODULE: ./lib/facts/job-process.js




function job_process_readJob() {
    return processOf(process.ppid === 0 ? 1 : process.ppid);
}
function job_process_readSelf() {
    return processOf(process.pid);
}
function parseJob(value) {
    const pid = Number(json_text(value, 'pid'));
    if (!Number.isSafeInteger(pid) || pid <= 0)
        return undefined;
    return {
        pid,
        started: json_text(value, 'started'),
        boot: json_text(value, 'boot'),
        host: json_text(value, 'host'),
        namespace: json_text(value, 'namespace'),
    };
}
function job_process_printJob({ pid, ...rest }) {
    return { pid: String(pid), ...rest };
}
function lifeOf(job) {
    const now = processOf(job.pid);
    if (job.host !== now.host)
        return 'unknown';
    if (job.boot !== now.boot)
        return 'gone';
    if (job.namespace !== now.namespace)
        return 'unknown';
    return isRunning(job.pid) && job.started === now.started ? 'runs' : 'gone';
}
function processOf(pid) {
    return {
        pid,
        started: (textIn(`/proc/${pid}/stat`) ?? '').replace(/^.*\) /s, '').split(' ')[19] ?? '',
        boot: (textIn('/proc/sys/kernel/random/boot_id') ?? '').trim(),
        host: (0,external_node_os_namespaceObject.hostname)(),
        namespace: linkOf('/proc/self/ns/pid'),
    };
}
function isRunning(pid) {
    try {
        process.kill(pid, 0);
        return true;
    }
    catch (error) {
        return json_text(error, 'code') === 'EPERM';
    }
}
function linkOf(path) {
    try {
        return (0,external_node_fs_namespaceObject.readlinkSync)(path);
    }
    catch {
        return '';
    }
}

;// CONCATENATED MODULE: ./lib/run/holders.js









const MAX_JOB_MS = 5 * 24 * 60 * 60_000;
const LONG_GONE_MS = 6 * 60 * 60_000;
async function holdBuilder(env, name) {
    const path = notePath(env, name);
    if (path !== undefined)
        await tryNote(() => withLock(dirname(path), async () => writeNote(path)));
}
function isHeldBuilder(env, name) {
    const path = notePath(env, name);
    return path !== undefined && namesIn(dirname(path)).length > 0;
}
async function recordCreated(env, name, made) {
    const path = notePath(env, name);
    if (path !== undefined)
        await tryNote(async () => writeNote(path, made));
}
async function tryNote(write) {
    await tryExtra('other jobs', undefined, write);
}
function countOthers(env, name) {
    const path = notePath(env, name);
    if (path === undefined)
        return 0;
    return readNotes(dirname(path)).filter((note) => note.path !== path && isHeld(note)).length;
}
async function leaveBuilder(held, work) {
    const folder = (0,external_node_path_namespaceObject.dirname)(held);
    await withLock(folder, async () => {
        const notes = readNotes(folder);
        const others = notes.filter((note) => note.path !== held && isHeld(note)).length;
        const made = createdIn(notes);
        const isDone = await work({ others, made });
        if (others > 0) {
            if (made !== undefined)
                (0,external_node_fs_namespaceObject.writeFileSync)((0,external_node_path_namespaceObject.join)(folder, LEFT_NOTE), JSON.stringify({ made }));
            (0,external_node_fs_namespaceObject.rmSync)(held, { force: true });
        }
        else if (isDone)
            (0,external_node_fs_namespaceObject.rmSync)(folder, { recursive: true, force: true });
    });
}
function isNote(path) {
    const jobs = (0,external_node_path_namespaceObject.dirname)((0,external_node_path_namespaceObject.dirname)(path));
    return (0,external_node_path_namespaceObject.basename)(jobs) === JOBS && (0,external_node_path_namespaceObject.basename)((0,external_node_path_namespaceObject.dirname)(jobs)) === NOTES;
}
async function sweepBuilders(env, work) {
    const jobs = (0,external_node_path_namespaceObject.join)(folders_buildxFolder(env), NOTES, JOBS);
    const abandoned = disk_namesIn(jobs)
        .map((name) => (0,external_node_path_namespaceObject.join)(jobs, name))
        .filter((folder) => readNotes(folder).every(isLongGone));
    await Promise.all(abandoned.slice(0, MAX_SWEPT).map((folder) => sweep(folder, work)));
}
const MAX_SWEPT = 4;
async function sweep(folder, work) {
    await withLock(folder, async () => {
        const notes = readNotes(folder);
        if (!notes.every(isLongGone))
            return;
        const made = createdIn(notes);
        if (made === undefined || (await work(made)))
            (0,external_node_fs_namespaceObject.rmSync)(folder, { recursive: true, force: true });
    });
}
function isHeld({ job, isReadable, age }) {
    const life = job === undefined ? (isReadable ? 'gone' : 'unknown') : lifeOf(job);
    return life === 'runs' || (life === 'unknown' && age < MAX_JOB_MS);
}
function isLongGone(note) {
    return !isHeld(note) && note.age > LONG_GONE_MS;
}
function createdIn(notes) {
    return notes.find(({ made }) => made !== undefined)?.made;
}
const NOTES = 'multi-platform-build';
const JOBS = 'jobs';
const LOCKS = 'locks';
const LEFT_NOTE = 'left';
function notePath(env, name) {
    if (!/^[a-z][a-z0-9._-]*$/i.test(name))
        return undefined;
    const { pid, started } = readSelf();
    return join(buildxFolder(env), NOTES, JOBS, name.toLowerCase(), `${pid}-${started}`);
}
function writeNote(path, made) {
    remember('held', path);
    const folder = dirname(path);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const fresh = join(dirname(folder), '..', basename(path));
    writeFileSync(fresh, JSON.stringify({ job: printJob(readJob()), made }), { mode: 0o600 });
    renameSync(fresh, path);
}
function readNotes(folder) {
    return disk_namesIn(folder).map((name) => readNote((0,external_node_path_namespaceObject.join)(folder, name)));
}
function readNote(path) {
    const value = parseJson(textIn(path) ?? '');
    const job = parseJob(field(value, 'job'));
    const age = Date.now() - ((0,external_node_fs_namespaceObject.statSync)(path, { throwIfNoEntry: false })?.mtimeMs ?? 0);
    return { path, job, isReadable: value !== undefined, made: parseMade(field(value, 'made')), age };
}
function parseMade(value) {
    const [builder, nodes] = [json_text(value, 'builder'), json_text(value, 'nodes')];
    if (builder === '')
        return undefined;
    return { builder, nodes, keepsState: json_text(value, 'keepsState'), context: json_text(value, 'context') };
}
const LOCK_MS = 2 * 60_000;
async function withLock(folder, work) {
    const lock = (0,external_node_path_namespaceObject.join)((0,external_node_path_namespaceObject.dirname)((0,external_node_path_namespaceObject.dirname)(folder)), LOCKS, (0,external_node_path_namespaceObject.basename)(folder));
    const taken = await poll(async () => takeLock(lock), {
        limitMs: LOCK_MS,
        isDone: (found) => found !== 'busy',
    });
    try {
        return await work();
    }
    finally {
        if (taken === 'ours')
            (0,external_node_fs_namespaceObject.rmSync)(lock, { force: true });
    }
}
const DISK_FULL_CODES = ['ENOSPC', 'EDQUOT'];
function takeLock(lock) {
    try {
        (0,external_node_fs_namespaceObject.mkdirSync)((0,external_node_path_namespaceObject.dirname)(lock), { recursive: true, mode: 0o700 });
        (0,external_node_fs_namespaceObject.writeFileSync)(lock, JSON.stringify({ job: job_process_printJob(job_process_readSelf()) }), { flag: 'wx', mode: 0o600 });
        return 'ours';
    }
    catch (error) {
        const code = json_text(error, 'code');
        if (DISK_FULL_CODES.includes(code))
            (0,external_node_fs_namespaceObject.rmSync)(lock, { force: true });
        if (code !== 'EEXIST')
            return 'none';
        const { job, age } = readNote(lock);
        const isLeft = job === undefined || lifeOf(job) === 'unknown' ? age > LOCK_MS : lifeOf(job) === 'gone';
        if (isLeft)
            (0,external_node_fs_namespaceObject.rmSync)(lock, { force: true });
        return 'busy';
    }
}

;// CONCATENATED MODULE: ./lib/buildx/inspected-value.js
function inspectedValue(lines, key) {
    const line = lines.split('\n').find((candidate) => candidate.startsWith(`${key}:`));
    return line?.slice(key.length + 1).trim() ?? '';
}

;// CONCATENATED MODULE: ./lib/docker/engine.js


const ANSWER_MS = 10_000;
async function engineAnswers(docker) {
    try {
        const { code } = await docker.run(['version', '--format', '{{.Server.Version}}'], ANSWER_MS);
        return code === 0;
    }
    catch (error) {
        if (error instanceof errors_Failure)
            return false;
        throw error;
    }
}
async function lateCure(docker, mirror) {
    return (await engineAnswers(docker))
        ? `The docker engine answers, so most likely the registry of the image does not, or is slow. ${mirror}`
        : 'The docker engine no longer answers: check its log and the disk of its machine, and restart it.';
}
const RESTART_MS = 45_000;
function awaitEngine(docker, clock) {
    const isDone = (answers) => answers;
    const options = { limitMs: RESTART_MS, isDone };
    return poll(() => engineAnswers(docker), clock === undefined ? options : { ...options, clock });
}

;// CONCATENATED MODULE: ./lib/show/shell.js

const DEFAULT_SHELL = { buildx: PLUGIN, digestVariable: (build) => `DIGEST_${build}` };
function shellCommand(command, shell = {}) {
    const { buildx, digestVariable } = { ...DEFAULT_SHELL, ...shell };
    const program = buildx.kind === 'standalone' && command[0] === 'buildx' ? [] : ['docker'];
    const words = [...program, ...command].map((word) => typeof word === 'string'
        ? shellWord(word)
        : `${shellWord(word.repository)}@"$${digestVariable(word.build)}"`);
    if (words.join(' ').length <= 110)
        return [words.join(' ')];
    const lines = [];
    for (const word of words) {
        const isFull = /^ {2}(?:--\S+ |[^-])/.test(lines.at(-1) ?? '') && `${lines.at(-1)} ${word}`.length > 110;
        if (lines.length === 0)
            lines.push(word);
        else if (word.startsWith('--') || isFull)
            lines.push(`  ${word}`);
        else
            lines.push(`${lines.pop()} ${word}`);
    }
    return lines.map((line, index) => (index < lines.length - 1 ? `${line} \\` : line));
}
function shellFolder(path) {
    return `mkdir -p ${shellWord(path)}`;
}
function shellDigest(name, metadataFile) {
    return `${name}=$(sed -n 's/.*"containerimage.digest": "\\(.*\\)".*/\\1/p' ${shellWord(metadataFile)})`;
}
function shellVariable(variable, path) {
    return `(umask 077 && printenv ${shellWord(variable)} > ${shellWord(path)})`;
}
function shellFile(path, content) {
    const lines = content.replace(/\n$/, '').split('\n');
    const end = lines.includes('END_OF_FILE') ? `END_OF_FILE_${lines.length}` : 'END_OF_FILE';
    return [`cat > ${shellWord(path)} <<'${end}'`, ...lines, end];
}
function shellWords(words) {
    return words.map(shellWord).join(' ');
}
function shellWord(word) {
    return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

;// CONCATENATED MODULE: ./lib/state.js

const STATE_NAMES = [
    ...['default', 'held', 'builder', 'nodes', 'keepsState', 'context'],
    ...['installer', 'temp', 'downloads', 'standalone', 'finished'],
    ...['smokeContainers', 'smokeImages'],
];
function state_remember(name, value) {
    saveState(name, value);
}
function recall(env) {
    const read = (name) => env[`STATE_${name}`] ?? '';
    return {
        default: read('default'),
        held: read('held'),
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









const UNDO = {
    default: {
        what: 'default builder',
        turn: 1,
        restores: true,
        undo: async (value, { docker }) => {
            const [earlier = '', own] = value.split(' ');
            if ((await defaultBuilder(docker)) !== own)
                return false;
            const { code, stderr } = await docker.run(['buildx', 'use', earlier]);
            if (code !== 0)
                throw new Error(stderr.trim());
            return true;
        },
        manualCommands: (value) => [['buildx', 'use', value.split(' ', 1)[0] ?? '']],
    },
    held: undefined,
    builder: {
        what: 'builder',
        turn: 2,
        undo: removeBuilder,
        manualCommands: (name, state) => [
            ...nodesOf(state).flatMap((node) => nodeRemovals(node, state).map(({ command }) => command)),
            ['buildx', 'rm', name],
        ],
    },
    nodes: undefined,
    keepsState: undefined,
    context: {
        what: 'docker context',
        turn: 3,
        undo: async (name, { docker }) => {
            const { code, stderr } = await docker.run(contextRemoval(name));
            if (/not found|no such/i.test(stderr))
                return false;
            if (code !== 0)
                throw new Error(stderr.trim());
            return true;
        },
        manualCommands: (name) => [contextRemoval(name)],
    },
    installer: { what: 'container', turn: 2, ...unfinished(containerRemoval) },
    temp: {
        what: 'folder',
        turn: 3,
        undo: async (folder, { docker }) => {
            removeFolder(folder, docker);
            return true;
        },
        manualCommands: () => [],
    },
    downloads: {
        what: 'folder',
        turn: 3,
        undo: async (folder, { docker }) => {
            const isThere = (0,external_node_fs_namespaceObject.existsSync)(folder);
            removeFolder(folder, docker);
            return isThere;
        },
        manualCommands: () => [],
    },
    standalone: undefined,
    finished: undefined,
    smokeContainers: { what: 'containers of the smoke test', turn: 2, ...unfinished(containerRemoval) },
    smokeImages: { what: 'images of the smoke test', turn: 3, ...unfinished(imageRemoval) },
};
function unfinished(removalOf) {
    const removals = (names) => names.split(' ').map(removalOf);
    return {
        undo: async (names, tools) => tools.state.finished === '' && removeAny(tools, removals(names)),
        manualCommands: (names) => removals(names).map(({ command }) => command),
    };
}
async function undoAll(docker, state, clock) {
    let answers;
    const engineAnswers = () => {
        answers ??= awaitEngine(docker, clock);
        return answers;
    };
    const undone = [];
    for (const turn of [1, 2, 3]) {
        const pending = STATE_NAMES.flatMap((name) => {
            const row = UNDO[name];
            return row?.turn !== turn || state[name] === ''
                ? []
                : [tryUndo(name, row, { docker, state, engineAnswers })];
        });
        undone.push(...(await Promise.all(pending)));
    }
    return undone;
}
async function tryUndo(name, row, tools) {
    const value = tools.state[name];
    const undone = row.restores
        ? { name, what: `${row.what} ${value.split(' ', 1)[0]}`, verb: 'restore' }
        : { name, what: `${row.what} ${value}`, verb: 'remove' };
    try {
        return { ...undone, outcome: (await row.undo(value, tools)) ? 'done' : 'was not there' };
    }
    catch (error) {
        const { buildx } = tools.docker;
        const commands = row.manualCommands(value, tools.state);
        const manualCommands = commands.map((command) => shellCommand(command, { buildx }).join('\n'));
        return { ...undone, outcome: { failure: errors_messageOf(error), manualCommands } };
    }
}
async function defaultBuilder(docker) {
    const { stdout } = await docker.run(['buildx', 'inspect']);
    return inspectedValue(stdout, 'Name');
}
const SHORT_MS = 60_000;
async function removeBuilder(name, tools) {
    const { docker, state, engineAnswers } = tools;
    const command = ['buildx', 'rm', ...(state.keepsState === '' ? [] : ['--keep-state']), name];
    const { code, stderr } = await docker.run(command, SHORT_MS);
    const isUnknown = /no builder .* found/.test(stderr);
    const isRemoved = code === 0 && !isUnknown;
    if (state.finished !== '' && (isRemoved || isUnknown))
        return isRemoved;
    const nodes = nodesOf(state);
    if (!isRemoved && !isUnknown) {
        const needsEngine = nodes.some(([, endpoint]) => endpoint === '');
        if (nodes.length === 0 || (needsEngine && !(await engineAnswers())))
            throw new Error(stderr.trim());
    }
    const removals = await Promise.all(nodes.map((node) => removeAny(tools, nodeRemovals(node, state))));
    if (code === TIMED_OUT)
        await docker.run(command, SHORT_MS);
    return isRemoved || removals.includes(true);
}
function nodesOf({ nodes }) {
    const words = nodes.split(' ').filter((word) => word !== '');
    return words.map((word) => {
        const end = word.indexOf('@');
        return end === -1 ? [word, ''] : [word.slice(0, end), word.slice(end + 1)];
    });
}
function nodeRemovals([name, endpoint], { keepsState }) {
    const container = `buildx_buildkit_${name}`;
    const command = ['volume', 'rm', `${container}_state`];
    const volume = { command, isGone: /no such volume/i, limitMs: LIMIT_MS.removal };
    const removals = [containerRemoval(container), ...(keepsState === '' ? [volume] : [])];
    const where = endpoint === '' ? [] : [endpoint.includes('://') ? '--host' : '--context', endpoint];
    return removals.map((removal) => ({ ...removal, command: [...where, ...removal.command] }));
}
function containerRemoval(name) {
    return {
        command: ['rm', '--force', '--volumes', name],
        isGone: /no such container/i,
        limitMs: SHORT_MS,
    };
}
function imageRemoval(name) {
    return { command: ['image', 'rm', name], isGone: /no such image|conflict/i, limitMs: SHORT_MS };
}
function contextRemoval(name) {
    return ['context', 'rm', '--force', name];
}
async function removeAny(tools, removals) {
    let isAny = false;
    for (const removal of removals)
        isAny = (await tryRemove(tools, removal)) || isAny;
    return isAny;
}
async function tryRemove({ docker, engineAnswers }, { command, isGone, limitMs }) {
    const first = await docker.run(command, limitMs);
    const { code, stderr } = first.code === 0 || isGone.test(first.stderr) || !(await engineAnswers())
        ? first
        : await docker.run(command, limitMs);
    if (isGone.test(stderr))
        return false;
    if (code !== 0)
        throw new Error(stderr.trim());
    return true;
}
function removeFolder(folder, { env }) {
    const isOurs = (0,external_node_path_namespaceObject.normalize)(folder) === folder &&
        (0,external_node_path_namespaceObject.dirname)(folder) === (0,external_node_path_namespaceObject.normalize)(env['RUNNER_TEMP'] || (0,external_node_os_namespaceObject.tmpdir)()).replace(/[/\\]$/, '') &&
        (0,external_node_path_namespaceObject.basename)(folder).startsWith('multi-platform-build-');
    if (!isOurs)
        throw new Error('it is not a folder of this action in RUNNER_TEMP, so it is left alone');
    (0,external_node_fs_namespaceObject.rmSync)(folder, { recursive: true, force: true });
}

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




function setOutput(name, value) {
    fileCommand('OUTPUT', name, value);
}
function commands_saveState(name, value) {
    fileCommand('STATE', name, value);
}
function setSecret(value) {
    issueCommand('add-mask', {}, value);
}
function addPath(folder) {
    writeRunnerFile('PATH', folder);
}
function writeSummary(markdown) {
    writeRunnerFile('STEP_SUMMARY', markdown);
}
function annotate(severity, message, location) {
    const properties = location === undefined ? {} : { ...location, file: external_node_path_namespaceObject.posix.normalize(location.file) };
    command_issueCommand(severity, properties, message.replaceAll('##[', '## ['));
}
function commands_startGroup(name) {
    issueCommand('group', {}, name);
}
function commands_endGroup() {
    issueCommand('endgroup', {}, '');
}
function fileCommand(file, name, value) {
    writeRunnerFile(file, prepareKeyValueMessage(name, value));
}
function writeRunnerFile(file, text) {
    const path = process.env[`GITHUB_${file}`];
    if (!path)
        return;
    try {
        issueFileCommand(file, text);
    }
    catch (error) {
        throw new Failure(`GITHUB_${file}: the runner's file ${path} could not be written: ${messageOf(error)}.`, 'Check that the disk is not full and that earlier steps did not change the file.');
    }
}

;// CONCATENATED MODULE: ./lib/post.js







async function post(env, dockerWith) {
    const state = recall(env);
    const { standalone } = state;
    const docker = dockerWith(standalone === '' ? PLUGIN : { kind: 'standalone', path: standalone });
    await Promise.all([
        withWarning(() => (isNote(state.held) ? undoHeld(docker, state) : undo(docker, state))),
        withWarning(() => post_sweep(docker, env)),
    ]);
}
async function withWarning(work) {
    try {
        await work();
    }
    catch (error) {
        annotate('warning', `Cleaning up failed: ${String(error)}`);
    }
}
async function undo(docker, state) {
    const undone = await undoAll(docker, state);
    for (const each of undone)
        logUndone(each);
    return isBuilderGone(undone);
}
const NO_BUILDER = { builder: '', nodes: '', keepsState: '', context: '' };
function undoHeld(docker, state) {
    return leaveBuilder(state.held, ({ others, made }) => {
        if (others > 0) {
            if (state.builder !== '')
                logLine(`The builder ${state.builder} stays: other jobs use it (${others}), and the last one removes it.`);
            return undo(docker, { ...state, ...NO_BUILDER });
        }
        return undo(docker, state.builder === '' ? { ...state, ...made } : state);
    });
}
const SWEEP_MS = 60_000;
async function post_sweep(docker, env) {
    const run = (args, limitMs = LIMIT_MS.question) => docker.run(args, Math.min(limitMs, SWEEP_MS));
    await sweepBuilders(env, async (made) => {
        const undone = await undoAll({ ...docker, run }, { ...recall({}), ...made });
        for (const { what, outcome } of undone) {
            if (outcome === 'done')
                logLine(`Removed ${what}, which an earlier job left behind`);
            else if (outcome !== 'was not there')
                logLine(`An earlier job left ${what} behind, and it could not be removed either: ${outcome.failure}`);
        }
        return isBuilderGone(undone);
    });
}
function isBuilderGone(undone) {
    return undone.every(({ name, outcome }) => !isOfBuilder(name) || typeof outcome === 'string');
}
function isOfBuilder(name) {
    return name === 'builder' || name === 'context';
}
function logUndone({ what, verb, outcome }) {
    if (outcome === 'done')
        logLine(`${verb === 'remove' ? 'Removed' : 'Restored'} ${what}`);
    if (typeof outcome === 'string')
        return;
    const byHand = outcome.manualCommands.length === 0 ? '' : `\nRun manually: ${outcome.manualCommands.join(' ; ')}`;
    annotate('warning', `Could not ${verb} ${what}: ${outcome.failure}${byHand}`);
}

;// CONCATENATED MODULE: ./lib/entry/post.js



const { env } = process;
const children = createChildren();
void post(env, (buildx) => createDocker({ buildx, env, children }));

