import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
/******/ var __webpack_modules__ = ({});
/************************************************************************/
/******/ // The module cache
/******/ var __webpack_module_cache__ = {};
/******/ 
/******/ // The require function
/******/ function __nccwpck_require__(moduleId) {
/******/ 	// Check if module is in cache
/******/ 	var cachedModule = __webpack_module_cache__[moduleId];
/******/ 	if (cachedModule !== undefined) {
/******/ 		return cachedModule.exports;
/******/ 	}
/******/ 	// Create a new module (and put it into the cache)
/******/ 	var module = __webpack_module_cache__[moduleId] = {
/******/ 		// no module.id needed
/******/ 		// no module.loaded needed
/******/ 		exports: {}
/******/ 	};
/******/ 
/******/ 	// Execute the module function
/******/ 	var threw = true;
/******/ 	try {
/******/ 		__webpack_modules__[moduleId](module, module.exports, __nccwpck_require__);
/******/ 		threw = false;
/******/ 	} finally {
/******/ 		if(threw) delete __webpack_module_cache__[moduleId];
/******/ 	}
/******/ 
/******/ 	// Return the exports of the module
/******/ 	return module.exports;
/******/ }
/******/ 
/******/ // expose the modules object (__webpack_modules__)
/******/ __nccwpck_require__.m = __webpack_modules__;
/******/ 
/************************************************************************/
/******/ /* webpack/runtime/asset-relocator-loader */
/******/ if (typeof __nccwpck_require__ !== 'undefined') __nccwpck_require__.ab = decodeURIComponent(new URL('.', import.meta.url).pathname).slice(import.meta.url.match(/^file:\/\/\/\w:/) ? 1 : 0, -1) + "/";
/******/ 
/******/ /* webpack/runtime/define property getters */
/******/ (() => {
/******/ 	// define getter functions for harmony exports
/******/ 	__nccwpck_require__.d = (exports, definition) => {
/******/ 		for(var key in definition) {
/******/ 			if(__nccwpck_require__.o(definition, key) && !__nccwpck_require__.o(exports, key)) {
/******/ 				Object.defineProperty(exports, key, { enumerable: true, get: definition[key] });
/******/ 			}
/******/ 		}
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/ensure chunk */
/******/ (() => {
/******/ 	__nccwpck_require__.f = {};
/******/ 	// This file contains only the entry chunk.
/******/ 	// The chunk loading function for additional chunks
/******/ 	__nccwpck_require__.e = (chunkId) => {
/******/ 		return Promise.all(Object.keys(__nccwpck_require__.f).reduce((promises, key) => {
/******/ 			__nccwpck_require__.f[key](chunkId, promises);
/******/ 			return promises;
/******/ 		}, []));
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/get javascript chunk filename */
/******/ (() => {
/******/ 	// This function allow to reference async chunks
/******/ 	__nccwpck_require__.u = (chunkId) => {
/******/ 		// return url for filenames based on template
/******/ 		return "" + chunkId + ".index.js";
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/hasOwnProperty shorthand */
/******/ (() => {
/******/ 	__nccwpck_require__.o = (obj, prop) => (Object.prototype.hasOwnProperty.call(obj, prop))
/******/ })();
/******/ 
/******/ /* webpack/runtime/import chunk loading */
/******/ (() => {
/******/ 	// no baseURI
/******/ 	
/******/ 	// object to store loaded and loading chunks
/******/ 	// undefined = chunk not loaded, null = chunk preloaded/prefetched
/******/ 	// [resolve, Promise] = chunk loading, 0 = chunk loaded
/******/ 	var installedChunks = {
/******/ 		792: 0
/******/ 	};
/******/ 	
/******/ 	var installChunk = (data) => {
/******/ 		var {ids, modules, runtime} = data;
/******/ 		// add "modules" to the modules object,
/******/ 		// then flag all "ids" as loaded and fire callback
/******/ 		var moduleId, chunkId, i = 0;
/******/ 		for(moduleId in modules) {
/******/ 			if(__nccwpck_require__.o(modules, moduleId)) {
/******/ 				__nccwpck_require__.m[moduleId] = modules[moduleId];
/******/ 			}
/******/ 		}
/******/ 		if(runtime) runtime(__nccwpck_require__);
/******/ 		for(;i < ids.length; i++) {
/******/ 			chunkId = ids[i];
/******/ 			if(__nccwpck_require__.o(installedChunks, chunkId) && installedChunks[chunkId]) {
/******/ 				installedChunks[chunkId][0]();
/******/ 			}
/******/ 			installedChunks[ids[i]] = 0;
/******/ 		}
/******/ 	
/******/ 	}
/******/ 	
/******/ 	__nccwpck_require__.f.j = (chunkId, promises) => {
/******/ 			// import() chunk loading for javascript
/******/ 			var installedChunkData = __nccwpck_require__.o(installedChunks, chunkId) ? installedChunks[chunkId] : undefined;
/******/ 			if(installedChunkData !== 0) { // 0 means "already installed".
/******/ 	
/******/ 				// a Promise means "currently loading".
/******/ 				if(installedChunkData) {
/******/ 					promises.push(installedChunkData[1]);
/******/ 				} else {
/******/ 					if(true) { // all chunks have JS
/******/ 						// setup Promise in chunk cache
/******/ 						var promise = import("./" + __nccwpck_require__.u(chunkId)).then(installChunk, (e) => {
/******/ 							if(installedChunks[chunkId] !== 0) installedChunks[chunkId] = undefined;
/******/ 							throw e;
/******/ 						});
/******/ 						var promise = Promise.race([promise, new Promise((resolve) => (installedChunkData = installedChunks[chunkId] = [resolve]))])
/******/ 						promises.push(installedChunkData[1] = promise);
/******/ 					}
/******/ 				}
/******/ 			}
/******/ 	};
/******/ 	
/******/ 	// no prefetching
/******/ 	
/******/ 	// no preloaded
/******/ 	
/******/ 	// no external install chunk
/******/ 	
/******/ 	// no on chunks loaded
/******/ })();
/******/ 
/************************************************************************/
var __webpack_exports__ = {};

;// CONCATENATED MODULE: external "node:child_process"
const external_node_child_process_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:child_process");
;// CONCATENATED MODULE: ./lib/errors.js
/** Thrown by parsers of single values: they do not know which input the value came from. */
class errors_InvalidValue extends Error {
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
class errors_Failure extends Error {
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
    /** Markdown for the summary page, below what the job leaves behind. */
    details;
    constructor(errors, state, details = '') {
        super(errors, errors.map(errors_messageOf).join('\n'));
        this.name = 'Unfinished';
        this.state = state;
        this.details = details;
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
function errors_messageOf(error) {
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



/**
 * Sets an output of the step; it may have several lines.
 * @throws Failure where the runner's file cannot be written
 */
function setOutput(name, value) {
    fileCommand('OUTPUT', name, value);
}
/**
 * Keeps a value for the post step. Written at once, so that it is there even when this process is killed.
 * @throws Failure where the runner's file cannot be written
 */
function commands_saveState(name, value) {
    fileCommand('STATE', name, value);
}
/** Makes the runner show stars instead of a value, from here on. */
function setSecret(value) {
    issueCommand('add-mask', {}, value);
}
/** Puts a folder before the others in PATH, for the steps after this one. */
function addPath(folder) {
    writeRunnerFile('PATH', folder);
}
/** Adds text to the job's summary page. A job is as good without it: that it cannot be written is a warning. */
function addSummary(markdown) {
    try {
        writeRunnerFile('STEP_SUMMARY', markdown);
    }
    catch (error) {
        annotate('warning', messageOf(error));
    }
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
function fileCommand(file, name, value) {
    writeRunnerFile(file, prepareKeyValueMessage(name, value));
}
// Outside a runner (a shell, a demo) there are no files; what would be written there is shown in the log anyway.
function writeRunnerFile(file, text) {
    const path = process.env[`GITHUB_${file}`];
    if (!path)
        return;
    try {
        issueFileCommand(file, text);
    }
    catch (error) {
        throw new Failure(`GITHUB_${file}: the runner's file ${path} could not be written: ${messageOf(error)}.`, 'See that the disk is not full and that earlier steps left the file as it was.');
    }
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
function log_say(line = '') {
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
/** The quote that is open, which lines and commands of our own must not fall into. */
let log_open;
/** What is to be said between two lines of the quote. */
const waiting = (/* unused pure expression or super */ null && ([]));
/**
 * Says something, or gives the runner a command, while somebody else's output may be quoted: between two of its lines,
 * with the runner's commands switched on.
 */
function aside(give) {
    waiting.push(give);
    giveWaiting();
}
function giveWaiting() {
    if (waiting.length === 0 || log_open?.atLineStart === false)
        return;
    if (log_open !== undefined)
        process.stdout.write(`::${log_open.token}::\n`);
    for (const give of waiting.splice(0))
        give();
    if (log_open !== undefined)
        process.stdout.write(`::stop-commands::${log_open.token}\n`);
}
/**
 * Switches the runner's commands off until `end`. The token is random, so the text cannot switch them on. One is open
 * at a time.
 */
function openQuote() {
    const quote = { token: randomUUID(), atLineStart: true };
    log_open = quote;
    process.stdout.write(`::stop-commands::${quote.token}\n`);
    return {
        write: (text) => {
            if (text === '')
                return true;
            quote.atLineStart = text.endsWith('\n') || text.endsWith('\r');
            const isTaken = process.stdout.write(inert(text));
            giveWaiting();
            return isTaken;
        },
        end: () => {
            process.stdout.write(`${quote.atLineStart ? '' : '\n'}::${quote.token}::\n`);
            log_open = undefined;
            giveWaiting();
        },
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
/** Ends a process and all its descendants when its time is over, or when it is told to. */
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

;// CONCATENATED MODULE: ./lib/faults.js
/**
 * What goes wrong between this job and the registries, builders and engines that it works with, as classes: some pass
 * by themselves, some never do, and each wants advice of its own. One table tells them by their texts, because
 * that is all that docker's commands leave; what our own requests fail with is told by its values.
 */

const TRANSIENT = new Set([
    'connection',
    'server error',
    'rate limit',
    'corrupted',
    'not yet consistent',
    'stalled',
]);
/** Whether the same may succeed the next time, without anything being changed. */
function faults_isTransientClass(fault) {
    return fault !== undefined && TRANSIENT.has(fault);
}
/**
 * The first row that fits counts, so what is said in so many words stands before the status that it comes with.
 * Beside each row are the reports or the source that its texts come from.
 */
const SIGNS = [
    // BuildKit that is told to end breaks its steps off (executor/runcexecutor/executor.go).
    { sign: /^.*process did not complete.*context canceled/m, fault: 'builder gone' },
    {
        // ethereum-optimism/optimism#2191; signals as Go and Linux name them
        sign: /exit code: 137\b|signal: killed|cannot allocate memory|\boom-?kill|\bout of memory\b/i,
        fault: 'memory',
    },
    // serverless/containers#19, docker/cli#4844, guacsec/guac#2832
    { sign: /no space left on device|disk quota exceeded|ENOSPC|EDQUOT/, fault: 'disk full' },
    { sign: /process did not complete|executor failed running/, fault: 'step' },
    {
        // docker/buildx#2064, #2476, #1570, #4023; docker's client in two generations: tektoncd/plumbing#661,
        // launchdarkly/find-code-references#65
        sign: /error reading from server: EOF|error reading server preface|transport is closing|closing transport|Cannot connect to the Docker daemon|failed to connect to the docker API|error during connect|failed to receive status|buildkitd\.sock|No such container|container \S* ?is not running|no builder .* found|no such job/i,
        fault: 'builder gone',
    },
    {
        // docker/build-push-action#1194 and #1539, addnab/docker-run-action#56, docker/hub-feedback#2093; GHCR says it
        // with 403: markrussinovich/refchecker#67; storage hosts: the error codes of S3 and Azure
        sign: /429 Too Many|toomanyrequests|too many requests|rate ?limit|(?:answers|error:|status:?) 429\b|Throttling|\bSlowDown\b|ServerBusy/i,
        fault: 'rate limit',
    },
    {
        // ECR: docker/build-push-action#1042, moby/buildkit#3776. Docker Hub: kimai/kimai#5791. Harbor:
        // src/server/middleware/immutable/errors.go. Quay and Google Artifact Registry by their documentation.
        sign: /cannot be (?:overwritten|updated)|(?:is|as|are) immutable|immutab(?:le tags?\b|ility)|tag .*already exists/i,
        fault: 'immutable',
    },
    {
        // GitLab: moby/buildkit#7007, docker/build-push-action#1593. Aliyun and every old distribution:
        // koordinator-sh/koordinator#3194. Yandex: docker/buildx#1513. Gitea: go-gitea/gitea#37093. Artifactory:
        // GoogleContainerTools/jib#1445.
        sign: /blob unknown|unknown manifest class|manifest ?_?invalid|(?:unsupported|unknown|invalid|disallowed)[ _](?:manifest )?(?:media ?type|content ?type)|media ?type .*(?:not (?:supported|allowed)|unsupported)|415 Unsupported/i,
        fault: 'unsupported',
    },
    // A page for people, told by its type or by its first character: docker/hub-feedback#273, #302
    { sign: /text\/html|invalid character '<'|<!doctype|<html/i, fault: 'no registry' },
    {
        // docker/build-push-action#558, docker/buildx#3374; containerd (core/remotes/docker/fetcher.go)
        sign: /invalid status response 416|could not fetch content descriptor .* not found|content at \S+\/blobs\/\S+ not found|\bblob sha256:\S+ not found|\/blobs\/\S+: 404 Not Found/,
        fault: 'content gone',
    },
    {
        // moby/buildkit#3856, docker/buildx#1775; containerd (core/content/helpers.go); docker's own pulls
        sign: /unexpected commit digest|failed size validation|short read|digest mismatch|filesystem layer verification failed|gzip: invalid|unexpected EOF/i,
        fault: 'corrupted',
    },
    {
        // Go's crypto/x509 and net/http; Node's by its codes
        sign: /x509:|certificate (?:signed by|has expired|verify failed)|HTTP response to HTTPS client|does not look like a TLS handshake|SELF_SIGNED_CERT|UNABLE_TO_(?:GET_ISSUER|VERIFY)|CERT_HAS_EXPIRED/,
        fault: 'untrusted',
    },
    {
        // docker/build-push-action#239 and #321, zeta-chain/node#3497, docker/setup-qemu-action#94 and #167; what is
        // above 511 is Cloudflare's
        sign: /\b5(?:00 Internal|02 Bad Gateway|03 Service|04 Gateway|07 Insufficient|2\d )|(?:status|request)\b.*: 5(?:0[0234]|2\d)\b|(?:answers|error:|status:?) 5(?:0[0234]|2\d)\b/i,
        fault: 'server error',
    },
    // An upload that another node of the registry has begun: distribution (registry/api/errcode/register.go)
    { sign: /blob[ _]upload[ _](?:unknown|invalid)/i, fault: 'not yet consistent' },
    // What stands before a registry: docker/build-push-action#646
    { sign: /413 (?:Request|Payload|Content)|(?:Entity|Payload|Content) Too Large/i, fault: 'too large' },
    { sign: /no such host|Could not resolve host|Name or service not known|ENOTFOUND/, fault: 'unknown host' },
    {
        // docker/build-push-action#463, #687, #238 and #1373, moby/buildkit#4456, docker/buildx#878, moby/moby#29315,
        // docker-practice/actions-setup-docker#20; git
        sign: /\b(?:401 Unauthorized|403 Forbidden|407 Proxy)|(?:answers|error:|status:?) 40[137]\b|\bunauthorized\b|authorization failed|insufficient[_ ]scope|(?:access|resource is|AuthorizationFail\w*|requested) ?denied|AccessDenied|permission_denied|no basic auth credentials|incorrect username or password|(?:^|: )(?:denied|forbidden)\b|could not read (?:Username|Password)|Permission denied \(publickey|Authentication failed/im,
        fault: 'refused',
    },
    {
        // moby/buildkit#5839, docker/buildx#507 and #476, docker/build-push-action#131, #626 and #1162,
        // docker/setup-qemu-action#107, #110 and #166, electerm/electerm-web-docker#17, drawdb-io/drawdb#293,
        // ptr727/NxWitness#175; errors of Go's net and http2, of curl in git, and of Node
        sign: /connection (?:reset|refused|timed out)|broken pipe|i\/o timeout|TLS handshake timeout|(?:deadline|timeout|Timeout) exceeded|network is unreachable|no route to host|closed network connection|client connection lost|http2: |stream error: |GOAWAY|server misbehaving|Temporary failure in name resolution|cannot reuse body|: no response\b|maximum timeout reached|early EOF|hung up|E(?:CONN(?:RESET|REFUSED|ABORTED)|AI_AGAIN|PIPE|TIMEDOUT|HOSTUNREACH|NETUNREACH)\b|\bEOF\b/,
        fault: 'connection',
    },
    {
        // DataDog/datadog-agent#5396, docker/build-push-action#851
        sign: /404 Not Found|(?:manifest|name|repository name)[ _](?:unknown|not known)|repository does not exist|failed to resolve source metadata .*not found/i,
        fault: 'missing',
    },
];
/**
 * The class of what something failed with; undefined where nothing tells it.
 * @param failed the text of a command's error, or an error: one with `status` is a registry's answer, one with `code`
 * Node's of a connection
 */
function faults_faultOf(failed) {
    if (typeof failed === 'string')
        return faultIn(failed);
    const status = field(failed, 'status');
    const said = [text(failed, 'code'), text(failed, 'reason'), text(failed, 'message')].join(' ');
    // A registry may say "rate limit" or "immutable" with any status; what it does not say, the status tells.
    return faultIn(said) ?? (typeof status === 'number' ? faultOfStatus(status) : undefined);
}
/** The text of a step quotes its whole command, which may say "denied" or "timeout" about anything. */
function faultIn(error) {
    const plain = error.replace(/process ".*" did not complete/s, 'process did not complete');
    return SIGNS.find(({ sign }) => sign.test(plain))?.fault;
}
function faultOfStatus(status) {
    switch (status) {
        case 401:
        case 403:
        case 407:
            return 'refused';
        case 404:
            return 'missing';
        case 408:
            return 'connection';
        case 413:
            return 'too large';
        case 415:
            return 'unsupported';
        case 429:
            return 'rate limit';
        default:
            // 501 and 505 say what the server will never do.
            return status >= 500 && status !== 501 && status !== 505 ? 'server error' : undefined;
    }
}

;// CONCATENATED MODULE: external "node:timers/promises"
const promises_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:timers/promises");
;// CONCATENATED MODULE: ./lib/retry.js

/** Time as it is. */
const REAL_CLOCK = {
    now: () => performance.now(),
    sleep: (ms, signal) => (0,promises_namespaceObject.setTimeout)(ms, undefined, signal === undefined ? {} : { signal }),
};
/**
 * The clock of a job. Tests name a number in MULTI_PLATFORM_BUILD_PAUSES that every pause is multiplied by, so that
 * they do not wait for what takes half a minute.
 */
function clockOf(env) {
    const factor = Number(env['MULTI_PLATFORM_BUILD_PAUSES'] || 1);
    return { now: REAL_CLOCK.now, sleep: (ms, signal) => REAL_CLOCK.sleep(ms * factor, signal) };
}
/** Does work, and does it again after a failure that may pass. */
async function retry(work, policy) {
    const { pause, recover } = startRetries(policy);
    const { isFailure = () => false } = policy;
    for (;;) {
        try {
            const result = await work();
            if (!isFailure(result) || !(await pause()))
                return result;
        }
        catch (error) {
            await recover(error);
        }
    }
}
function startRetries(policy) {
    const { pausesMs, isTransient = () => false, pauseAfter = () => 0, clock = REAL_CLOCK } = policy;
    const end = policy.limitMs === undefined ? Number.POSITIVE_INFINITY : clock.now() + policy.limitMs;
    let tries = 0;
    /** The pause before the next try; undefined where there is none. */
    const next = (leastMs) => {
        const pauseMs = pausesMs[tries++];
        const longest = Math.max(pauseMs ?? 0, leastMs);
        return pauseMs === undefined || clock.now() + longest > end ? undefined : longest;
    };
    return {
        pause: async () => {
            const pauseMs = next(0);
            if (pauseMs !== undefined)
                await clock.sleep(pauseMs);
            return pauseMs !== undefined;
        },
        recover: async (error) => {
            const pauseMs = next(pauseAfter(error));
            if (pauseMs === undefined || !isTransient(error))
                throw policy.giveUp?.(error, tries) ?? error;
            policy.onRetry?.(error, pauseMs);
            await clock.sleep(pauseMs);
        },
    };
}
/** Milliseconds between two looks. */
const POLL_MS = 500;
/**
 * Looks until what is seen is done, or the time is over.
 * @param look gets the milliseconds that are left
 * @returns what was seen last, done or not
 */
async function poll(look, { limitMs, isDone, clock = REAL_CLOCK }) {
    const end = clock.now() + limitMs;
    for (;;) {
        const seen = await look(Math.max(end - clock.now(), 0));
        if (isDone(seen) || clock.now() + POLL_MS > end)
            return seen;
        await clock.sleep(POLL_MS);
    }
}

;// CONCATENATED MODULE: ./lib/docker/tries.js
/** How patient a job is with faults that pass by themselves, and what it did again because of them. */



/** @param limit further tries of one piece of work; 0 for none */
function createTries(limit, clock = REAL_CLOCK) {
    const retried = [];
    const note = (next, show = log_say) => {
        retried.push(next);
        show(retriedLine(next));
    };
    return {
        limit,
        clock,
        note: (next) => note(next),
        goOn: async (next, show) => {
            note(next, show);
            await clock.sleep(next.seconds * 1_000);
        },
        retried: () => retried,
    };
}
/** `the build failed (server error): …; again in 5 s`. */
function retriedLine({ what, fault, error, remedy, seconds }) {
    return `${what} failed (${fault}): ${error}; ${remedy}${seconds === 0 ? '' : ` in ${seconds} s`}`;
}
/** Seconds before each further try; a registry that is down for half a minute is back before the third. */
const PAUSES = (/* unused pure expression or super */ null && ([5, 15, 30]));
/** A server that wants to be left alone for longer is asked again after this many seconds all the same. */
const LONGEST_PAUSE = 60;
/** Seconds before each of the further tries. */
function pausesOf({ limit }) {
    return Array.from({ length: limit }, (_, done) => pauseBefore(done, ''));
}
/**
 * Seconds before the try after a fault.
 * @param done how many further tries there were already
 * @param error may say how long to wait, as GHCR's "retry-after: 3s" does
 */
function pauseBefore(done, error) {
    const usual = PAUSES[done] ?? PAUSES.at(-1) ?? 0;
    const [, amount = '0', unit = 's'] = /retry-after:? (\d+(?:\.\d+)?)(ms|µs|s|m)?/i.exec(error) ?? [];
    const asked = Number(amount) * (UNITS.get(unit) ?? 1);
    return Math.max(usual, Math.min(Math.ceil(asked), LONGEST_PAUSE));
}
const UNITS = new Map([
    ['µs', 1e-6],
    ['ms', 1e-3],
    ['s', 1],
    ['m', 60],
]);
/**
 * Does work, and again after a fault that passes by itself.
 * @param what for the log, as in `the pull of busybox`
 * @param errorOf the text that a result failed with; '' where it did not fail
 * @returns the last result, whatever it is
 */
async function persist(tries, what, work, errorOf) {
    for (let done = 0;; done++) {
        const result = await work();
        const error = errorOf(result);
        const fault = faultOf(error);
        if (fault === undefined || !isTransientClass(fault) || done >= tries.limit)
            return result;
        await tries.goOn({
            what,
            fault,
            error: oneLine(error),
            remedy: 'again',
            seconds: pauseBefore(done, error),
        });
    }
}
/** Most characters of an error in one line of the log. */
const ERROR_LIMIT = 400;
function oneLine(error) {
    const line = error.replace(/\s+/g, ' ').trim();
    return line.length > ERROR_LIMIT ? `${line.slice(0, ERROR_LIMIT)}…` : line;
}
/**
 * Runs a command of docker, and again after a fault that passes by itself.
 * @param what for the log, as in `the pull of busybox`
 */
function retryCommand(tries, what, command) {
    return persist(tries, what, command, ({ code, tail }) => (code === 0 ? '' : errorIn(tail)));
}
/** Lines that may be an error where none is marked as one. */
const LAST_LINES = 5;
/** The error at the end of a command's output: what is marked as one, to its last line, or else the last lines. */
function errorIn(tail) {
    const start = tail.findLastIndex((line) => line.startsWith('ERROR: '));
    return (start === -1 ? tail.slice(-LAST_LINES) : tail.slice(start)).join('\n').replace(/^ERROR: /, '');
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
    /** What pulls an image of some 100 MB, and starts what is in it. */
    start: 5 * 60_000,
    /** What may pull an image of any size, or move one. */
    transfer: 10 * 60_000,
};
/** Exit code of a command that did not end in its time, as timeout(1) has it. */
const TIMED_OUT = 124;
function createDocker(settings) {
    return {
        buildx: settings.buildx,
        env: settings.env,
        tries: settings.tries ?? createTries(0),
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
async function stream(settings, args, { onText, onLine, onStdout, tapStdout, env, limitMs, signal }) {
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
        signal,
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
    return new errors_Failure(`The docker command could not be started: ${errors_messageOf(error)}.`, "Install docker with buildx, or use a runner that has it (GitHub's ubuntu runners do), and see that it is in PATH.");
}
function helperNotStarted(program, error) {
    return new errors_Failure(`The credential helper ${program}, which docker's config.json names, could not be started: ${errors_messageOf(error)}.`, 'Install it where PATH finds it, or take it out of credHelpers and credsStore and log in again.');
}

;// CONCATENATED MODULE: external "node:fs"
const external_node_fs_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs");
;// CONCATENATED MODULE: external "node:path"
const external_node_path_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:path");
;// CONCATENATED MODULE: external "node:os"
const external_node_os_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:os");
;// CONCATENATED MODULE: external "node:util"
const external_node_util_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:util");
;// CONCATENATED MODULE: external "node:net"
const external_node_net_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:net");
;// CONCATENATED MODULE: ./lib/oci/reference.js


// The grammar of names: distribution's reference package,
// https://pkg.go.dev/github.com/distribution/reference#section-documentation
const COMPONENT = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/;
const HOST = /^(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?(?:\.[a-zA-Z0-9-]+)*|\[[a-fA-F0-9:]+\])(?::[0-9]+)?$/;
const TAG = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/;
/**
 * Parses an image name with an optional tag.
 * @throws InvalidValue for a digest, an upper-case or otherwise impossible name, or an impossible tag.
 */
function parseReference(text) {
    if (text.includes('@')) {
        throw new InvalidValue(`"${text}" names a digest.`, 'Write a name and a tag, as in ghcr.io/owner/app:1.2; the digest is what comes out.');
    }
    if (text.includes('://')) {
        const cure = `Leave the scheme out: write ${text.slice(text.indexOf('://') + 3)}.`;
        throw new InvalidValue(`"${text}" is not an image name.`, cure);
    }
    // The colon of a host's port is followed by digits and a slash; any other one begins the tag.
    const colon = text.indexOf(':', /^[^/]+:\d+\//.exec(text)?.[0].length ?? 0);
    const repository = colon === -1 ? text : text.slice(0, colon);
    const tag = colon === -1 ? '' : text.slice(colon + 1);
    checkRepository(repository, text);
    if (colon !== -1 && !TAG.test(tag)) {
        throw new InvalidValue(`"${tag}" in "${text}" cannot be a tag.`, 'A tag has up to 128 letters, digits, ".", "_" and "-", and begins with a letter, a digit or "_".');
    }
    return { repository, tag };
}
/** The name as it was written. */
function printReference({ repository, tag }) {
    return tag === '' ? repository : `${repository}:${tag}`;
}
/** A name with the tag that it stands for: docker takes none for `latest`. */
function withTag(reference) {
    return `${reference.repository}:${reference.tag || 'latest'}`;
}
/** Splits a name that nobody has checked, such as an exporter's. */
function splitName(name) {
    const colon = name.indexOf(':', name.lastIndexOf('/') + 1);
    return colon === -1
        ? { repository: name, tag: '' }
        : { repository: name.slice(0, colon), tag: name.slice(colon + 1) };
}
/** Docker Hub, as image names and configurations have it. */
const reference_HUB = 'docker.io';
/** Where Docker Hub's images are. */
const reference_HUB_SERVER = 'registry-1.docker.io';
/**
 * Splits an image name without tag as docker reads it: a first part that cannot be an owner is the host.
 * @returns the host that is asked, and the name that it knows the repository by
 */
function splitRepository(repository) {
    const slash = repository.indexOf('/');
    const first = repository.slice(0, Math.max(slash, 0));
    const hasHost = /[.:A-Z]/.test(first) || first === 'localhost';
    const path = hasHost ? repository.slice(slash + 1) : repository;
    if (hasHost && first !== reference_HUB && first !== 'index.docker.io')
        return { host: first, path };
    return { host: reference_HUB_SERVER, path: path.includes('/') ? path : `library/${path}` };
}
/**
 * Whether a host, which may have a port, is this machine: then containerd, and so BuildKit and buildx, do not encrypt
 * where nothing is configured (containerd's MatchLocalhost).
 */
function isLocalhost(host) {
    const name = host.replace(/:\d+$/, '');
    return name === 'localhost' || name === '[::1]' || (isIPv4(name) && name.startsWith('127.'));
}
function checkRepository(repository, text) {
    const parts = repository.split('/');
    const first = parts[0] ?? '';
    const hasHost = parts.length > 1 && (/[.:]/.test(first) || first === 'localhost');
    const path = hasHost ? parts.slice(1) : parts;
    if ((!hasHost || HOST.test(first)) && path.every((part) => COMPONENT.test(part)))
        return;
    const lower = repository.toLowerCase();
    const cure = lower !== repository && lower.split('/').every((part) => COMPONENT.test(part) || HOST.test(part))
        ? `Image names are lower-case: write ${text.replace(repository, lower)}.`
        : 'Write HOST/OWNER/NAME:TAG with lower-case letters, digits, ".", "_" and "-".';
    throw new InvalidValue(`"${text}" is not an image name.`, cure);
}

;// CONCATENATED MODULE: ./lib/buildx/buildkitd-config.js



/**
 * Reads a configuration. The parser is a file of its own in the bundle, which is loaded only here: most jobs have no
 * configuration.
 */
async function buildkitd_config_readConfig(text) {
    const { parse, TomlError } = await __nccwpck_require__.e(/* import() */ 292).then(__nccwpck_require__.bind(__nccwpck_require__, 292));
    try {
        return { text, values: plain(parse(text, { integersAsBigInt: 'asNeeded' })), mistake: undefined };
    }
    catch (error) {
        if (!(error instanceof TomlError))
            throw error;
        const [, why = error.message] = /^Invalid TOML document: (.*)/.exec(error.message) ?? [];
        return { text, values: undefined, mistake: { line: error.line, why } };
    }
}
/** The cure for a configuration that is not valid TOML. */
const TOML_CURE = 'Correct that line. What a configuration may say: https://docs.docker.com/build/buildkit/toml-configuration/';
/** Dates become texts, and so do numbers that are too large for a number. */
function plain(value) {
    return parseJson(JSON.stringify(value, (_, each) => (typeof each === 'bigint' ? String(each) : each)));
}
/**
 * Whether two configurations say the same; none says nothing. buildx keeps a configuration in its own wording: sorted,
 * with other quotes, with tables where there were dotted keys, and with certificates where it copied them to
 * (util/confutil/container.go).
 * @returns undefined where one of them is not valid TOML, and nobody knows
 */
function sameConfig(one, other) {
    if (one?.mistake !== undefined || other?.mistake !== undefined)
        return undefined;
    return isDeepStrictEqual(comparable(one?.values ?? {}), comparable(other?.values ?? {}));
}
/** Without empty tables, which say nothing, and with the bare names of what buildx copies. */
function comparable(value, path = []) {
    if (Array.isArray(value))
        return value.map((each) => comparable(each, path));
    if (typeof value === 'string' && isCopied(path))
        return value.slice(value.lastIndexOf('/') + 1);
    if (typeof value !== 'object' || value === null)
        return value;
    const members = Object.entries(value).map(([name, each]) => [name, comparable(each, [...path, name])]);
    return Object.fromEntries(members.filter(([, each]) => !isDeepStrictEqual(each, {})));
}
/** Whether a text names a file of a registry, which buildx copies into the builder. */
function isCopied(path) {
    return path[0] === 'registry' && ['ca', 'key', 'cert'].includes(path.at(-1) ?? '');
}
/** What a configuration says about registries: its tables `registry."HOST"`. None where it is not valid TOML. */
function registryHosts(config) {
    const registries = field(config?.values, 'registry');
    if (typeof registries !== 'object' || registries === null)
        return [];
    return Object.entries(registries).flatMap(([host, settings]) => {
        const http = booleanOf(settings, 'http');
        const insecure = booleanOf(settings, 'insecure');
        const ca = array(settings, 'ca').filter((path) => typeof path === 'string');
        const isSilent = http === undefined && insecure === undefined && ca.length === 0;
        return isSilent ? [] : [{ host, http, insecure, ca: ca.length === 0 ? undefined : ca }];
    });
}
/**
 * How registries are reached by the configuration that counts. In a builder's copy, buildx has put the paths of
 * certificates inside of the builder's container; those of the file that it was made from are of this machine.
 */
function hostsOf({ given, usual, has }) {
    const builders = has === undefined || sameConfig(usual, has) === true ? usual : has;
    return registryHosts(given ?? builders);
}
function booleanOf(settings, name) {
    const value = field(settings, name);
    return typeof value === 'boolean' ? value : undefined;
}
/** What is said about the host of an address; undefined where nothing is. */
function hostSettings(hosts, url) {
    const port = url.port || (url.protocol === 'https:' ? '443' : '80');
    const name = url.host === HUB_SERVER ? HUB : url.host;
    const settingsOf = (wanted) => hosts.find(({ host }) => host === wanted);
    return settingsOf(name) ?? settingsOf(`${url.hostname}:${port}`);
}

;// CONCATENATED MODULE: ./node_modules/csv-parse/lib/api/CsvError.js
class CsvError_CsvError extends Error {
  constructor(code, message, options, ...contexts) {
    if (Array.isArray(message)) message = message.join(" ").trim();
    super(message);
    if (Error.captureStackTrace !== undefined) {
      Error.captureStackTrace(this, CsvError_CsvError);
    }
    this.code = code;
    for (const context of contexts) {
      for (const key in context) {
        const value = context[key];
        this[key] = Buffer.isBuffer(value)
          ? value.toString(options.encoding)
          : value == null
            ? value
            : JSON.parse(JSON.stringify(value));
      }
    }
  }
}



;// CONCATENATED MODULE: ./node_modules/csv-parse/lib/api/normalize_columns_array.js



const normalize_columns_array_normalize_columns_array = function (columns) {
  const normalizedColumns = [];
  for (let i = 0, l = columns.length; i < l; i++) {
    const column = columns[i];
    if (column === undefined || column === null || column === false) {
      normalizedColumns[i] = { disabled: true };
    } else if (typeof column === "string" || typeof column === "number") {
      normalizedColumns[i] = { name: `${column}` };
    } else if (is_object(column)) {
      if (typeof column.name !== "string") {
        throw new CsvError("CSV_OPTION_COLUMNS_MISSING_NAME", [
          "Option columns missing name:",
          `property "name" is required at position ${i}`,
          "when column is an object literal",
        ]);
      }
      normalizedColumns[i] = column;
    } else {
      throw new CsvError("CSV_INVALID_COLUMN_DEFINITION", [
        "Invalid column definition:",
        "expect a string or a literal object,",
        `got ${JSON.stringify(column)} at position ${i}`,
      ]);
    }
  }
  return normalizedColumns;
};



;// CONCATENATED MODULE: ./node_modules/csv-parse/lib/api/normalize_options.js





const normalize_options_normalize_options = function (opts) {
  const options = {};
  // Merge with user options
  for (const opt in opts) {
    options[underscore(opt)] = opts[opt];
  }
  // Normalize option `encoding`
  // Note: defined first because other options depends on it
  // to convert chars/strings into buffers.
  if (options.encoding === undefined || options.encoding === true) {
    options.encoding = "utf8";
  } else if (options.encoding === null || options.encoding === false) {
    options.encoding = null;
  } else if (
    typeof options.encoding !== "string" &&
    options.encoding !== null
  ) {
    throw new CsvError(
      "CSV_INVALID_OPTION_ENCODING",
      [
        "Invalid option encoding:",
        "encoding must be a string or null to return a buffer,",
        `got ${JSON.stringify(options.encoding)}`,
      ],
      options,
    );
  }
  // Normalize option `bom`
  if (
    options.bom === undefined ||
    options.bom === null ||
    options.bom === false
  ) {
    options.bom = false;
  } else if (options.bom !== true) {
    throw new CsvError(
      "CSV_INVALID_OPTION_BOM",
      [
        "Invalid option bom:",
        "bom must be true,",
        `got ${JSON.stringify(options.bom)}`,
      ],
      options,
    );
  }
  // Normalize option `cast`
  options.cast_function = null;
  if (
    options.cast === undefined ||
    options.cast === null ||
    options.cast === false ||
    options.cast === ""
  ) {
    options.cast = undefined;
  } else if (typeof options.cast === "function") {
    options.cast_function = options.cast;
    options.cast = true;
  } else if (options.cast !== true) {
    throw new CsvError(
      "CSV_INVALID_OPTION_CAST",
      [
        "Invalid option cast:",
        "cast must be true or a function,",
        `got ${JSON.stringify(options.cast)}`,
      ],
      options,
    );
  }
  // Normalize option `cast_date`
  if (
    options.cast_date === undefined ||
    options.cast_date === null ||
    options.cast_date === false ||
    options.cast_date === ""
  ) {
    options.cast_date = false;
  } else if (options.cast_date === true) {
    options.cast_date = function (value) {
      const date = Date.parse(value);
      return !isNaN(date) ? new Date(date) : value;
    };
  } else if (typeof options.cast_date !== "function") {
    throw new CsvError(
      "CSV_INVALID_OPTION_CAST_DATE",
      [
        "Invalid option cast_date:",
        "cast_date must be true or a function,",
        `got ${JSON.stringify(options.cast_date)}`,
      ],
      options,
    );
  }
  // Normalize option `columns`
  options.cast_first_line_to_header = undefined;
  if (options.columns === true) {
    // Fields in the first line are converted as-is to columns
    options.cast_first_line_to_header = undefined;
  } else if (typeof options.columns === "function") {
    options.cast_first_line_to_header = options.columns;
    options.columns = true;
  } else if (Array.isArray(options.columns)) {
    options.columns = normalize_columns_array(options.columns);
  } else if (
    options.columns === undefined ||
    options.columns === null ||
    options.columns === false
  ) {
    options.columns = false;
  } else {
    throw new CsvError(
      "CSV_INVALID_OPTION_COLUMNS",
      [
        "Invalid option columns:",
        "expect an array, a function or true,",
        `got ${JSON.stringify(options.columns)}`,
      ],
      options,
    );
  }
  // Normalize option `group_columns_by_name`
  if (
    options.group_columns_by_name === undefined ||
    options.group_columns_by_name === null ||
    options.group_columns_by_name === false
  ) {
    options.group_columns_by_name = false;
  } else if (options.group_columns_by_name !== true) {
    throw new CsvError(
      "CSV_INVALID_OPTION_GROUP_COLUMNS_BY_NAME",
      [
        "Invalid option group_columns_by_name:",
        "expect an boolean,",
        `got ${JSON.stringify(options.group_columns_by_name)}`,
      ],
      options,
    );
  } else if (options.columns === false) {
    throw new CsvError(
      "CSV_INVALID_OPTION_GROUP_COLUMNS_BY_NAME",
      [
        "Invalid option group_columns_by_name:",
        "the `columns` mode must be activated.",
      ],
      options,
    );
  }
  // Normalize option `comment`
  if (
    options.comment === undefined ||
    options.comment === null ||
    options.comment === false ||
    options.comment === ""
  ) {
    options.comment = null;
  } else {
    if (typeof options.comment === "string") {
      options.comment = Buffer.from(options.comment, options.encoding);
    }
    if (!Buffer.isBuffer(options.comment)) {
      throw new CsvError(
        "CSV_INVALID_OPTION_COMMENT",
        [
          "Invalid option comment:",
          "comment must be a buffer or a string,",
          `got ${JSON.stringify(options.comment)}`,
        ],
        options,
      );
    }
  }
  // Normalize option `comment_no_infix`
  if (
    options.comment_no_infix === undefined ||
    options.comment_no_infix === null ||
    options.comment_no_infix === false
  ) {
    options.comment_no_infix = false;
  } else if (options.comment_no_infix !== true) {
    throw new CsvError(
      "CSV_INVALID_OPTION_COMMENT",
      [
        "Invalid option comment_no_infix:",
        "value must be a boolean,",
        `got ${JSON.stringify(options.comment_no_infix)}`,
      ],
      options,
    );
  }
  // Normalize option `delimiter_auto`
  if (
    options.delimiter_auto === undefined ||
    options.delimiter_auto === null ||
    options.delimiter_auto === false
  ) {
    options.delimiter_auto = false;
  } else if (options.delimiter_auto === true) {
    options.delimiter_auto = {};
  } else if (!is_object(options.delimiter_auto)) {
    throw new CsvError(
      "CSV_INVALID_OPTION_DELIMITER_AUTO",
      [
        "Invalid option delimiter_auto:",
        "delimiter_auto must be a boolean or a configuration object,",
        `got ${JSON.stringify(options.delimiter_auto)}`,
      ],
      options,
    );
  }
  if (options.delimiter_auto) {
    if (options.delimiter_auto.preferred === undefined)
      options.delimiter_auto.preferred = {
        [",".charCodeAt(0)]: 1.8,
        ["\t".charCodeAt(0)]: 1.8,
        [";".charCodeAt(0)]: 1.6,
        [" ".charCodeAt(0)]: 1.6,
        [":".charCodeAt(0)]: 1.5,
        [".".charCodeAt(0)]: 1.4,
        ["/".charCodeAt(0)]: 1.4,
      };
    else if (!is_object(options.delimiter_auto.preferred)) {
      throw new CsvError(
        "CSV_INVALID_OPTION_DELIMITER_AUTO",
        [
          "Invalid option delimiter_auto:",
          "preferred must be an object,",
          `got ${JSON.stringify(options.delimiter_auto.preferred)}`,
        ],
        options,
      );
    }
    if (options.delimiter_auto.score === undefined)
      options.delimiter_auto.score = (info, options) => {
        return (
          (info.total - info.std) * (options.preferred[info.char_code] || 1)
        );
      };
    else if (typeof options.delimiter_auto.score !== "function") {
      throw new CsvError(
        "CSV_INVALID_OPTION_DELIMITER_AUTO",
        [
          "Invalid option delimiter_auto:",
          "score must be a function,",
          `got ${JSON.stringify(options.delimiter_auto.score)}`,
        ],
        options,
      );
    }
    if (options.delimiter_auto.size === undefined)
      options.delimiter_auto.size = 2048;
    else if (typeof options.delimiter_auto.size !== "number") {
      throw new CsvError(
        "CSV_INVALID_OPTION_DELIMITER_AUTO",
        [
          "Invalid option delimiter_auto:",
          "size must be a number,",
          `got ${JSON.stringify(options.delimiter_auto.size)}`,
        ],
        options,
      );
    }
  }
  // Normalize option `delimiter`
  const delimiter_json = JSON.stringify(options.delimiter);
  if (options.delimiter_auto !== false) {
    options.delimiter = [];
  }
  if (!Array.isArray(options.delimiter)) {
    if (
      options.delimiter === undefined ||
      options.delimiter === null ||
      options.delimiter === false
    ) {
      options.delimiter = Buffer.from(",", options.encoding);
    }
    options.delimiter = [options.delimiter];
  }
  options.delimiter = options.delimiter.map(function (delimiter) {
    if (typeof delimiter === "string") {
      delimiter = Buffer.from(delimiter, options.encoding);
    }
    if (!Buffer.isBuffer(delimiter) || delimiter.length === 0) {
      throw new CsvError(
        "CSV_INVALID_OPTION_DELIMITER",
        [
          "Invalid option delimiter:",
          "delimiter must be a non empty string or buffer or array of string|buffer,",
          `got ${delimiter_json}`,
        ],
        options,
      );
    }
    return delimiter;
  });
  // Normalize option `escape`
  if (options.escape === undefined || options.escape === true) {
    options.escape = Buffer.from('"', options.encoding);
  } else if (typeof options.escape === "string") {
    options.escape = Buffer.from(options.escape, options.encoding);
  } else if (options.escape === null || options.escape === false) {
    options.escape = null;
  }
  if (options.escape !== null) {
    if (!Buffer.isBuffer(options.escape)) {
      throw new Error(
        `Invalid Option: escape must be a buffer, a string or a boolean, got ${JSON.stringify(options.escape)}`,
      );
    }
  }
  // Normalize option `from`
  if (options.from === undefined || options.from === null) {
    options.from = 1;
  } else {
    if (typeof options.from === "string" && /\d+/.test(options.from)) {
      options.from = parseInt(options.from);
    }
    if (Number.isInteger(options.from)) {
      if (options.from < 0) {
        throw new Error(
          `Invalid Option: from must be a positive integer, got ${JSON.stringify(opts.from)}`,
        );
      }
    } else {
      throw new Error(
        `Invalid Option: from must be an integer, got ${JSON.stringify(options.from)}`,
      );
    }
  }
  // Normalize option `from_line`
  if (options.from_line === undefined || options.from_line === null) {
    options.from_line = 1;
  } else {
    if (
      typeof options.from_line === "string" &&
      /\d+/.test(options.from_line)
    ) {
      options.from_line = parseInt(options.from_line);
    }
    if (Number.isInteger(options.from_line)) {
      if (options.from_line <= 0) {
        throw new Error(
          `Invalid Option: from_line must be a positive integer greater than 0, got ${JSON.stringify(opts.from_line)}`,
        );
      }
    } else {
      throw new Error(
        `Invalid Option: from_line must be an integer, got ${JSON.stringify(opts.from_line)}`,
      );
    }
  }
  // Normalize options `ignore_last_delimiters`
  if (
    options.ignore_last_delimiters === undefined ||
    options.ignore_last_delimiters === null
  ) {
    options.ignore_last_delimiters = false;
  } else if (typeof options.ignore_last_delimiters === "number") {
    options.ignore_last_delimiters = Math.floor(options.ignore_last_delimiters);
    if (options.ignore_last_delimiters === 0) {
      options.ignore_last_delimiters = false;
    }
  } else if (typeof options.ignore_last_delimiters !== "boolean") {
    throw new CsvError(
      "CSV_INVALID_OPTION_IGNORE_LAST_DELIMITERS",
      [
        "Invalid option `ignore_last_delimiters`:",
        "the value must be a boolean value or an integer,",
        `got ${JSON.stringify(options.ignore_last_delimiters)}`,
      ],
      options,
    );
  }
  if (options.ignore_last_delimiters === true && options.columns === false) {
    throw new CsvError(
      "CSV_IGNORE_LAST_DELIMITERS_REQUIRES_COLUMNS",
      [
        "The option `ignore_last_delimiters`",
        "requires the activation of the `columns` option",
      ],
      options,
    );
  }
  // Normalize option `info`
  if (
    options.info === undefined ||
    options.info === null ||
    options.info === false
  ) {
    options.info = false;
  } else if (options.info !== true) {
    throw new Error(
      `Invalid Option: info must be true, got ${JSON.stringify(options.info)}`,
    );
  }
  // Normalize option `max_record_size`
  if (
    options.max_record_size === undefined ||
    options.max_record_size === null ||
    options.max_record_size === false
  ) {
    options.max_record_size = 0;
  } else if (
    Number.isInteger(options.max_record_size) &&
    options.max_record_size >= 0
  ) {
    // Great, nothing to do
  } else if (
    typeof options.max_record_size === "string" &&
    /\d+/.test(options.max_record_size)
  ) {
    options.max_record_size = parseInt(options.max_record_size);
  } else {
    throw new Error(
      `Invalid Option: max_record_size must be a positive integer, got ${JSON.stringify(options.max_record_size)}`,
    );
  }
  // Normalize option `objname`
  if (
    options.objname === undefined ||
    options.objname === null ||
    options.objname === false
  ) {
    options.objname = undefined;
  } else if (Buffer.isBuffer(options.objname)) {
    if (options.objname.length === 0) {
      throw new Error(`Invalid Option: objname must be a non empty buffer`);
    }
    if (options.encoding === null) {
      // Don't call `toString`, leave objname as a buffer
    } else {
      options.objname = options.objname.toString(options.encoding);
    }
  } else if (typeof options.objname === "string") {
    if (options.objname.length === 0) {
      throw new Error(`Invalid Option: objname must be a non empty string`);
    }
    // Great, nothing to do
  } else if (typeof options.objname === "number") {
    // if(options.objname.length === 0){
    //   throw new Error(`Invalid Option: objname must be a non empty string`);
    // }
    // Great, nothing to do
  } else {
    throw new Error(
      `Invalid Option: objname must be a string or a buffer, got ${options.objname}`,
    );
  }
  if (options.objname !== undefined) {
    if (typeof options.objname === "number") {
      if (options.columns !== false) {
        throw Error(
          "Invalid Option: objname index cannot be combined with columns or be defined as a field",
        );
      }
    } else {
      // A string or a buffer
      if (options.columns === false) {
        throw Error(
          "Invalid Option: objname field must be combined with columns or be defined as an index",
        );
      }
    }
  }
  // Normalize option `on_record`
  if (options.on_record === undefined || options.on_record === null) {
    options.on_record = undefined;
  } else if (typeof options.on_record !== "function") {
    throw new CsvError(
      "CSV_INVALID_OPTION_ON_RECORD",
      [
        "Invalid option `on_record`:",
        "expect a function,",
        `got ${JSON.stringify(options.on_record)}`,
      ],
      options,
    );
  }
  // Normalize option `on_skip`
  // options.on_skip ??= (err, chunk) => {
  //   this.emit('skip', err, chunk);
  // };
  if (
    options.on_skip !== undefined &&
    options.on_skip !== null &&
    typeof options.on_skip !== "function"
  ) {
    throw new Error(
      `Invalid Option: on_skip must be a function, got ${JSON.stringify(options.on_skip)}`,
    );
  }
  // Normalize option `quote`
  if (
    options.quote === null ||
    options.quote === false ||
    options.quote === ""
  ) {
    options.quote = null;
  } else {
    if (options.quote === undefined || options.quote === true) {
      options.quote = Buffer.from('"', options.encoding);
    } else if (typeof options.quote === "string") {
      options.quote = Buffer.from(options.quote, options.encoding);
    }
    if (!Buffer.isBuffer(options.quote)) {
      throw new Error(
        `Invalid Option: quote must be a buffer or a string, got ${JSON.stringify(options.quote)}`,
      );
    }
  }
  // Normalize option `raw`
  if (
    options.raw === undefined ||
    options.raw === null ||
    options.raw === false
  ) {
    options.raw = false;
  } else if (options.raw !== true) {
    throw new Error(
      `Invalid Option: raw must be true, got ${JSON.stringify(options.raw)}`,
    );
  }
  // Normalize option `record_delimiter`
  if (options.record_delimiter === undefined) {
    options.record_delimiter = [];
  } else if (
    typeof options.record_delimiter === "string" ||
    Buffer.isBuffer(options.record_delimiter)
  ) {
    if (options.record_delimiter.length === 0) {
      throw new CsvError(
        "CSV_INVALID_OPTION_RECORD_DELIMITER",
        [
          "Invalid option `record_delimiter`:",
          "value must be a non empty string or buffer,",
          `got ${JSON.stringify(options.record_delimiter)}`,
        ],
        options,
      );
    }
    options.record_delimiter = [options.record_delimiter];
  } else if (!Array.isArray(options.record_delimiter)) {
    throw new CsvError(
      "CSV_INVALID_OPTION_RECORD_DELIMITER",
      [
        "Invalid option `record_delimiter`:",
        "value must be a string, a buffer or array of string|buffer,",
        `got ${JSON.stringify(options.record_delimiter)}`,
      ],
      options,
    );
  }
  options.record_delimiter = options.record_delimiter.map(function (rd, i) {
    if (typeof rd !== "string" && !Buffer.isBuffer(rd)) {
      throw new CsvError(
        "CSV_INVALID_OPTION_RECORD_DELIMITER",
        [
          "Invalid option `record_delimiter`:",
          "value must be a string, a buffer or array of string|buffer",
          `at index ${i},`,
          `got ${JSON.stringify(rd)}`,
        ],
        options,
      );
    } else if (rd.length === 0) {
      throw new CsvError(
        "CSV_INVALID_OPTION_RECORD_DELIMITER",
        [
          "Invalid option `record_delimiter`:",
          "value must be a non empty string or buffer",
          `at index ${i},`,
          `got ${JSON.stringify(rd)}`,
        ],
        options,
      );
    }
    if (typeof rd === "string") {
      rd = Buffer.from(rd, options.encoding);
    }
    return rd;
  });
  // Normalize option `relax_column_count`
  if (typeof options.relax_column_count === "boolean") {
    // Great, nothing to do
  } else if (
    options.relax_column_count === undefined ||
    options.relax_column_count === null
  ) {
    options.relax_column_count = false;
  } else {
    throw new Error(
      `Invalid Option: relax_column_count must be a boolean, got ${JSON.stringify(options.relax_column_count)}`,
    );
  }
  if (typeof options.relax_column_count_less === "boolean") {
    // Great, nothing to do
  } else if (
    options.relax_column_count_less === undefined ||
    options.relax_column_count_less === null
  ) {
    options.relax_column_count_less = false;
  } else {
    throw new Error(
      `Invalid Option: relax_column_count_less must be a boolean, got ${JSON.stringify(options.relax_column_count_less)}`,
    );
  }
  if (typeof options.relax_column_count_more === "boolean") {
    // Great, nothing to do
  } else if (
    options.relax_column_count_more === undefined ||
    options.relax_column_count_more === null
  ) {
    options.relax_column_count_more = false;
  } else {
    throw new Error(
      `Invalid Option: relax_column_count_more must be a boolean, got ${JSON.stringify(options.relax_column_count_more)}`,
    );
  }
  // Normalize option `relax_quotes`
  if (typeof options.relax_quotes === "boolean") {
    // Great, nothing to do
  } else if (
    options.relax_quotes === undefined ||
    options.relax_quotes === null
  ) {
    options.relax_quotes = false;
  } else {
    throw new Error(
      `Invalid Option: relax_quotes must be a boolean, got ${JSON.stringify(options.relax_quotes)}`,
    );
  }
  // Normalize option `skip_empty_lines`
  if (typeof options.skip_empty_lines === "boolean") {
    // Great, nothing to do
  } else if (
    options.skip_empty_lines === undefined ||
    options.skip_empty_lines === null
  ) {
    options.skip_empty_lines = false;
  } else {
    throw new Error(
      `Invalid Option: skip_empty_lines must be a boolean, got ${JSON.stringify(options.skip_empty_lines)}`,
    );
  }
  // Normalize option `skip_records_with_empty_values`
  if (typeof options.skip_records_with_empty_values === "boolean") {
    // Great, nothing to do
  } else if (
    options.skip_records_with_empty_values === undefined ||
    options.skip_records_with_empty_values === null
  ) {
    options.skip_records_with_empty_values = false;
  } else {
    throw new Error(
      `Invalid Option: skip_records_with_empty_values must be a boolean, got ${JSON.stringify(options.skip_records_with_empty_values)}`,
    );
  }
  // Normalize option `skip_records_with_error`
  if (typeof options.skip_records_with_error === "boolean") {
    // Great, nothing to do
  } else if (
    options.skip_records_with_error === undefined ||
    options.skip_records_with_error === null
  ) {
    options.skip_records_with_error = false;
  } else {
    throw new Error(
      `Invalid Option: skip_records_with_error must be a boolean, got ${JSON.stringify(options.skip_records_with_error)}`,
    );
  }
  // Normalize option `rtrim`
  if (
    options.rtrim === undefined ||
    options.rtrim === null ||
    options.rtrim === false
  ) {
    options.rtrim = false;
  } else if (options.rtrim !== true) {
    throw new Error(
      `Invalid Option: rtrim must be a boolean, got ${JSON.stringify(options.rtrim)}`,
    );
  }
  // Normalize option `ltrim`
  if (
    options.ltrim === undefined ||
    options.ltrim === null ||
    options.ltrim === false
  ) {
    options.ltrim = false;
  } else if (options.ltrim !== true) {
    throw new Error(
      `Invalid Option: ltrim must be a boolean, got ${JSON.stringify(options.ltrim)}`,
    );
  }
  // Normalize option `trim`
  if (
    options.trim === undefined ||
    options.trim === null ||
    options.trim === false
  ) {
    options.trim = false;
  } else if (options.trim !== true) {
    throw new Error(
      `Invalid Option: trim must be a boolean, got ${JSON.stringify(options.trim)}`,
    );
  }
  // Normalize options `trim`, `ltrim` and `rtrim`
  if (options.trim === true && opts.ltrim !== false) {
    options.ltrim = true;
  } else if (options.ltrim !== true) {
    options.ltrim = false;
  }
  if (options.trim === true && opts.rtrim !== false) {
    options.rtrim = true;
  } else if (options.rtrim !== true) {
    options.rtrim = false;
  }
  // Normalize option `to`
  if (options.to === undefined || options.to === null) {
    options.to = -1;
  } else if (options.to !== -1) {
    if (typeof options.to === "string" && /\d+/.test(options.to)) {
      options.to = parseInt(options.to);
    }
    if (Number.isInteger(options.to)) {
      if (options.to <= 0) {
        throw new Error(
          `Invalid Option: to must be a positive integer greater than 0, got ${JSON.stringify(opts.to)}`,
        );
      }
    } else {
      throw new Error(
        `Invalid Option: to must be an integer, got ${JSON.stringify(opts.to)}`,
      );
    }
  }
  // Normalize option `to_line`
  if (options.to_line === undefined || options.to_line === null) {
    options.to_line = -1;
  } else if (options.to_line !== -1) {
    if (typeof options.to_line === "string" && /\d+/.test(options.to_line)) {
      options.to_line = parseInt(options.to_line);
    }
    if (Number.isInteger(options.to_line)) {
      if (options.to_line <= 0) {
        throw new Error(
          `Invalid Option: to_line must be a positive integer greater than 0, got ${JSON.stringify(opts.to_line)}`,
        );
      }
    } else {
      throw new Error(
        `Invalid Option: to_line must be an integer, got ${JSON.stringify(opts.to_line)}`,
      );
    }
  }
  return options;
};



;// CONCATENATED MODULE: ./node_modules/csv-parse/lib/utils/delimiter_discover.js



// Discussed in [issue #400](https://github.com/adaltas/node-csv/issues/400)
// See https://github.com/python/cpython/blob/ea1b1c579f600cc85d145c60862b2e6b98701b24/Lib/csv.py#L349
const delimiter_discover_delimiter_discover = function (records, options) {
  // Normalize the configuration
  if (!options) {
    ({ delimiter_auto: options } = normalize_options({ delimiter_auto: true }));
  }
  // Convert String to Buffer
  if (typeof records === "string") {
    records = Buffer.from(records);
  }
  // Convert Buffer to an array of records
  if (Buffer.isBuffer(records)) {
    records = ((data) => {
      const records = [];
      const parser = transform({ delimiter: [] });
      const push = (record) => records.push(record);
      const close = () => {};
      const error = parser.parse(data, true, push, close);
      if (error !== undefined) throw error;
      return records;
    })(records);
  }
  // Info array initialization, 127 entries, one per char code
  const info = Array(127)
    .fill()
    .map(() => ({ lines: [] }));
  // Traverse each records, count occurences per char code
  records.map(([record], line) => {
    for (let i = 0, l = record.length; i < l; i++) {
      // Count the character frequency
      const code = record.charCodeAt(i);
      if (info[code].lines[line] === undefined) info[code].lines[line] = 0;
      info[code].lines[line]++;
    }
  });
  // Traverse each char code, compute the score
  info.map((info, i) => {
    info.char_code = i;
    info.std = std(info.lines);
    info.total = info.lines.reduce((acc, val) => acc + val, 0);
    info.preferred = !!options.preferred[i];
    info.score = options.score(info, options);
  });
  // Extract the dominant character
  const result = info.reduce(
    (acc, info) => (acc.score > info.score ? acc : info),
    {},
  );
  return String.fromCharCode(result.char_code);
};

const std = function (array) {
  const n = array.length;
  if (n === 0) return 0;
  const mean = array.reduce((a, b) => a + b) / n;
  return Math.sqrt(
    array.map((x) => Math.pow(x - mean, 2)).reduce((a, b) => a + b) / n,
  );
};



;// CONCATENATED MODULE: ./node_modules/csv-parse/lib/api/index.js






const isRecordEmpty = function (record) {
  return record.every(
    (field) =>
      field == null || (field.toString && field.toString().trim() === ""),
  );
};

const cr = 13; // `\r`, carriage return, 0x0D in hexadécimal, 13 in decimal
const nl = 10; // `\n`, newline, 0x0A in hexadecimal, 10 in decimal

const boms = {
  // Note, the following are equals:
  // Buffer.from("\ufeff")
  // Buffer.from([239, 187, 191])
  // Buffer.from('EFBBBF', 'hex')
  utf8: Buffer.from([239, 187, 191]),
  // Note, the following are equals:
  // Buffer.from "\ufeff", 'utf16le
  // Buffer.from([255, 254])
  utf16le: Buffer.from([255, 254]),
};

const api_transform = function (original_options = {}) {
  const info = {
    bytes: 0,
    bytes_records: 0,
    comment_lines: 0,
    empty_lines: 0,
    invalid_field_length: 0,
    lines: 1,
    records: 0,
  };
  const options = normalize_options(original_options);
  return {
    info: info,
    original_options: original_options,
    options: options,
    state: init_state(options),
    __needMoreData: function (i, bufLen, end) {
      if (end) return false;
      const { encoding, escape, quote } = this.options;
      const { quoting, needMoreDataSize, recordDelimiterMaxLength } =
        this.state;
      const numOfCharLeft = bufLen - i - 1;
      const requiredLength = Math.max(
        needMoreDataSize,
        // Skip if the remaining buffer smaller than record delimiter
        // If "record_delimiter" is yet to be discovered:
        // 1. It is equals to `[]` and "recordDelimiterMaxLength" equals `0`
        // 2. We set the length to windows line ending in the current encoding
        // Note, that encoding is known from user or bom discovery at that point
        // recordDelimiterMaxLength,
        recordDelimiterMaxLength === 0
          ? Buffer.from("\r\n", encoding).length
          : recordDelimiterMaxLength,
        // Skip if remaining buffer can be an escaped quote
        quoting ? (escape === null ? 0 : escape.length) + quote.length : 0,
        // Skip if remaining buffer can be record delimiter following the closing quote
        quoting ? quote.length + recordDelimiterMaxLength : 0,
      );
      return numOfCharLeft < requiredLength;
    },
    // Central parser implementation
    parse: function (nextBuf, end, push, close) {
      const {
        bom,
        comment_no_infix,
        delimiter_auto,
        encoding,
        from_line,
        ltrim,
        max_record_size,
        raw,
        relax_quotes,
        rtrim,
        skip_empty_lines,
        to,
        to_line,
      } = this.options;
      let { comment, escape, quote, record_delimiter } = this.options;
      const {
        bomSkipped,
        delimiterDiscovered,
        delimiterBufPrevious,
        rawBuffer,
        escapeIsQuote,
      } = this.state;
      // Automatic delimiter discovery
      if (!delimiterDiscovered && delimiter_auto) {
        let delimiterBuf;
        if (delimiterBufPrevious === undefined) {
          delimiterBuf = nextBuf;
        } else if (
          delimiterBufPrevious !== undefined &&
          nextBuf === undefined
        ) {
          delimiterBuf = delimiterBufPrevious;
        } else {
          delimiterBuf = Buffer.concat([delimiterBufPrevious, nextBuf]);
        }
        // Ensure that nextBuf is not concatenated a second time during buffer reconciliation
        nextBuf = undefined;
        // this.delimiterBufPrevious = delimiterBuf;
        if (end || delimiterBuf.length > delimiter_auto.size) {
          this.options.delimiter = [
            Buffer.from(
              delimiter_discover(delimiterBuf, this.options.delimiter_auto),
            ),
          ];
          this.state.previousBuf = delimiterBuf;
          this.state.delimiterBufPrevious = undefined;
          this.state.delimiterDiscovered = true;
        } else {
          this.state.delimiterBufPrevious = delimiterBuf;
          return;
        }
      }
      // Previous buffers reconciliation
      const { previousBuf } = this.state;
      let buf;
      if (previousBuf === undefined) {
        if (nextBuf === undefined) {
          // Handle empty string
          close();
          return;
        } else {
          buf = nextBuf;
        }
      } else if (previousBuf !== undefined && nextBuf === undefined) {
        buf = previousBuf;
      } else {
        buf = Buffer.concat([previousBuf, nextBuf]);
      }
      // Handle UTF BOM
      if (bomSkipped === false) {
        if (bom === false) {
          this.state.bomSkipped = true;
        } else if (buf.length < 3) {
          // No enough data
          if (end === false) {
            // Wait for more data
            this.state.previousBuf = buf;
            return;
          }
        } else {
          for (const encoding in boms) {
            if (boms[encoding].compare(buf, 0, boms[encoding].length) === 0) {
              // Skip BOM
              const bomLength = boms[encoding].length;
              this.state.bufBytesStart += bomLength;
              buf = buf.slice(bomLength);
              // Renormalize original options with the new encoding
              const options = normalize_options({
                ...this.original_options,
                encoding: encoding,
              });
              // Properties are merged with the existing options instance
              for (const key in options) {
                this.options[key] = options[key];
              }
              // Options will re-evaluate the Buffer with the new encoding
              ({ comment, escape, quote } = this.options);
              break;
            }
          }
          this.state.bomSkipped = true;
        }
      }
      const bufLen = buf.length;
      let pos;
      for (pos = 0; pos < bufLen; pos++) {
        // Ensure we get enough space to look ahead
        // There should be a way to move this out of the loop
        if (this.__needMoreData(pos, bufLen, end)) {
          break;
        }
        if (this.state.wasRowDelimiter === true) {
          this.info.lines++;
          this.state.wasRowDelimiter = false;
        }
        if (to_line !== -1 && this.info.lines > to_line) {
          this.state.stop = true;
          close();
          return;
        }
        // Auto discovery of record_delimiter, unix, mac and windows supported
        if (this.state.quoting === false && record_delimiter.length === 0) {
          const record_delimiterCount = this.__autoDiscoverRecordDelimiter(
            buf,
            pos,
          );
          if (record_delimiterCount) {
            record_delimiter = this.options.record_delimiter;
          }
        }
        const chr = buf[pos];
        if (raw === true) {
          rawBuffer.append(chr);
        }
        if (
          (chr === cr || chr === nl) &&
          this.state.wasRowDelimiter === false
        ) {
          this.state.wasRowDelimiter = true;
        }
        // Previous char was a valid escape char
        // treat the current char as a regular char
        if (this.state.escaping === true) {
          this.state.escaping = false;
        } else {
          // Escape is only active inside quoted fields
          // We are quoting, the char is an escape chr and there is a chr to escape
          // if(escape !== null && this.state.quoting === true && chr === escape && pos + 1 < bufLen){
          if (
            escape !== null &&
            this.state.quoting === true &&
            this.__isEscape(buf, pos, chr) &&
            pos + escape.length < bufLen
          ) {
            if (escapeIsQuote) {
              if (this.__isQuote(buf, pos + escape.length)) {
                this.state.escaping = true;
                pos += escape.length - 1;
                continue;
              }
            } else {
              this.state.escaping = true;
              pos += escape.length - 1;
              continue;
            }
          }
          // Not currently escaping and chr is a quote
          // TODO: need to compare bytes instead of single char
          if (this.state.commenting === false && this.__isQuote(buf, pos)) {
            if (this.state.quoting === true) {
              const nextChr = buf[pos + quote.length];
              const isNextChrTrimable =
                rtrim && this.__isCharTrimable(buf, pos + quote.length);
              const isNextChrComment =
                comment !== null &&
                this.__compareBytes(comment, buf, pos + quote.length, nextChr);
              const isNextChrDelimiter = this.__isDelimiter(
                buf,
                pos + quote.length,
                nextChr,
              );
              const isNextChrRecordDelimiter =
                record_delimiter.length === 0
                  ? this.__autoDiscoverRecordDelimiter(buf, pos + quote.length)
                  : this.__isRecordDelimiter(nextChr, buf, pos + quote.length);
              // Escape a quote
              // Treat next char as a regular character
              if (
                escape !== null &&
                this.__isEscape(buf, pos, chr) &&
                this.__isQuote(buf, pos + escape.length)
              ) {
                pos += escape.length - 1;
              } else if (
                !nextChr ||
                isNextChrDelimiter ||
                isNextChrRecordDelimiter ||
                isNextChrComment ||
                isNextChrTrimable
              ) {
                this.state.quoting = false;
                this.state.wasQuoting = true;
                pos += quote.length - 1;
                continue;
              } else if (relax_quotes === false) {
                const err = this.__error(
                  new CsvError(
                    "CSV_INVALID_CLOSING_QUOTE",
                    [
                      "Invalid Closing Quote:",
                      `got "${String.fromCharCode(nextChr)}"`,
                      `at line ${this.info.lines}`,
                      "instead of delimiter, record delimiter, trimable character",
                      "(if activated) or comment",
                    ],
                    this.options,
                    this.__infoField(),
                  ),
                );
                if (err !== undefined) return err;
              } else {
                this.state.quoting = false;
                this.state.wasQuoting = true;
                this.state.field.prepend(quote);
                pos += quote.length - 1;
              }
            } else {
              if (this.state.field.length !== 0) {
                // In relax_quotes mode, treat opening quote preceded by chrs as regular
                if (relax_quotes === false) {
                  const info = this.__infoField();
                  const bom = Object.keys(boms)
                    .map((b) =>
                      boms[b].equals(this.state.field.toString()) ? b : false,
                    )
                    .filter(Boolean)[0];
                  const err = this.__error(
                    new CsvError(
                      "INVALID_OPENING_QUOTE",
                      [
                        "Invalid Opening Quote:",
                        `a quote is found on field ${JSON.stringify(info.column)} at line ${info.lines}, value is ${JSON.stringify(this.state.field.toString(encoding))}`,
                        bom ? `(${bom} bom)` : undefined,
                      ],
                      this.options,
                      info,
                      {
                        field: this.state.field,
                      },
                    ),
                  );
                  if (err !== undefined) return err;
                }
              } else {
                this.state.quoting = true;
                pos += quote.length - 1;
                continue;
              }
            }
          }
          if (this.state.quoting === false) {
            const recordDelimiterLength = this.__isRecordDelimiter(
              chr,
              buf,
              pos,
            );
            if (recordDelimiterLength !== 0) {
              // Do not emit comments which take a full line
              const skipCommentLine =
                this.state.commenting &&
                this.state.wasQuoting === false &&
                this.state.record.length === 0 &&
                this.state.field.length === 0;
              if (skipCommentLine) {
                this.info.comment_lines++;
                // Skip full comment line
              } else {
                // Activate records emission if above from_line
                if (
                  this.state.enabled === false &&
                  this.info.lines +
                    (this.state.wasRowDelimiter === true ? 1 : 0) >=
                    from_line
                ) {
                  this.state.enabled = true;
                  this.__resetField();
                  this.__resetRecord();
                  pos += recordDelimiterLength - 1;
                  continue;
                }
                // Skip if line is empty and skip_empty_lines activated
                if (
                  skip_empty_lines === true &&
                  this.state.wasQuoting === false &&
                  this.state.record.length === 0 &&
                  this.state.field.length === 0
                ) {
                  this.info.empty_lines++;
                  pos += recordDelimiterLength - 1;
                  continue;
                }
                this.info.bytes = this.state.bufBytesStart + pos;
                const errField = this.__onField();
                if (errField !== undefined) return errField;
                this.info.bytes =
                  this.state.bufBytesStart + pos + recordDelimiterLength;
                const errRecord = this.__onRecord(push);
                if (errRecord !== undefined) return errRecord;
                if (to !== -1 && this.info.records >= to) {
                  this.state.stop = true;
                  close();
                  return;
                }
              }
              this.state.commenting = false;
              pos += recordDelimiterLength - 1;
              continue;
            }
            if (this.state.commenting) {
              continue;
            }
            if (
              comment !== null &&
              (comment_no_infix === false ||
                (this.state.record.length === 0 &&
                  this.state.field.length === 0))
            ) {
              const commentCount = this.__compareBytes(comment, buf, pos, chr);
              if (commentCount !== 0) {
                this.state.commenting = true;
                continue;
              }
            }
            const delimiterLength = this.__isDelimiter(buf, pos, chr);
            if (delimiterLength !== 0) {
              this.info.bytes = this.state.bufBytesStart + pos;
              const errField = this.__onField();
              if (errField !== undefined) return errField;
              pos += delimiterLength - 1;
              continue;
            }
          }
        }
        if (this.state.commenting === false) {
          if (
            max_record_size !== 0 &&
            this.state.record_length + this.state.field.length > max_record_size
          ) {
            return this.__error(
              new CsvError(
                "CSV_MAX_RECORD_SIZE",
                [
                  "Max Record Size:",
                  "record exceed the maximum number of tolerated bytes",
                  `of ${max_record_size}`,
                  `at line ${this.info.lines}`,
                ],
                this.options,
                this.__infoField(),
              ),
            );
          }
        }
        const lappend =
          ltrim === false ||
          this.state.quoting === true ||
          this.state.field.length !== 0 ||
          !this.__isCharTrimable(buf, pos);
        // rtrim in non quoting is handle in __onField
        const rappend = rtrim === false || this.state.wasQuoting === false;
        if (lappend === true && rappend === true) {
          this.state.field.append(chr);
        } else if (rtrim === true && !this.__isCharTrimable(buf, pos)) {
          return this.__error(
            new CsvError(
              "CSV_NON_TRIMABLE_CHAR_AFTER_CLOSING_QUOTE",
              [
                "Invalid Closing Quote:",
                "found non trimable byte after quote",
                `at line ${this.info.lines}`,
              ],
              this.options,
              this.__infoField(),
            ),
          );
        } else {
          if (lappend === false) {
            pos += this.__isCharTrimable(buf, pos) - 1;
          }
          continue;
        }
      }
      if (end === true) {
        // Ensure we are not ending in a quoting state
        if (this.state.quoting === true) {
          const err = this.__error(
            new CsvError(
              "CSV_QUOTE_NOT_CLOSED",
              [
                "Quote Not Closed:",
                `the parsing is finished with an opening quote at line ${this.info.lines}`,
              ],
              this.options,
              this.__infoField(),
            ),
          );
          if (err !== undefined) return err;
        } else {
          // Skip last line if it has no characters
          if (
            this.state.wasQuoting === true ||
            this.state.record.length !== 0 ||
            this.state.field.length !== 0
          ) {
            this.info.bytes = this.state.bufBytesStart + pos;
            const errField = this.__onField();
            if (errField !== undefined) return errField;
            const errRecord = this.__onRecord(push);
            if (errRecord !== undefined) return errRecord;
          } else if (this.state.wasRowDelimiter === true) {
            this.info.empty_lines++;
          } else if (this.state.commenting === true) {
            this.info.comment_lines++;
          }
        }
      } else {
        this.state.bufBytesStart += pos;
        this.state.previousBuf = buf.slice(pos);
      }
      if (this.state.wasRowDelimiter === true) {
        this.info.lines++;
        this.state.wasRowDelimiter = false;
      }
    },
    __onRecord: function (push) {
      const {
        columns,
        group_columns_by_name,
        encoding,
        info,
        from,
        relax_column_count,
        relax_column_count_less,
        relax_column_count_more,
        raw,
        skip_records_with_empty_values,
      } = this.options;
      const { enabled, record } = this.state;
      if (enabled === false) {
        return this.__resetRecord();
      }
      // Convert the first line into column names
      const recordLength = record.length;
      if (columns === true) {
        if (skip_records_with_empty_values === true && isRecordEmpty(record)) {
          this.__resetRecord();
          return;
        }
        return this.__firstLineToColumns(record);
      }
      if (columns === false && this.info.records === 0) {
        this.state.expectedRecordLength = recordLength;
      }
      if (recordLength !== this.state.expectedRecordLength) {
        const err =
          columns === false
            ? new CsvError(
                "CSV_RECORD_INCONSISTENT_FIELDS_LENGTH",
                [
                  "Invalid Record Length:",
                  `expect ${this.state.expectedRecordLength},`,
                  `got ${recordLength} on line ${this.info.lines}`,
                ],
                this.options,
                this.__infoField(),
                {
                  record: record,
                },
              )
            : new CsvError(
                "CSV_RECORD_INCONSISTENT_COLUMNS",
                [
                  "Invalid Record Length:",
                  `columns length is ${columns.length},`, // rename columns
                  `got ${recordLength} on line ${this.info.lines}`,
                ],
                this.options,
                this.__infoField(),
                {
                  record: record,
                },
              );
        if (
          relax_column_count === true ||
          (relax_column_count_less === true &&
            recordLength < this.state.expectedRecordLength) ||
          (relax_column_count_more === true &&
            recordLength > this.state.expectedRecordLength)
        ) {
          this.info.invalid_field_length++;
          this.state.error = err;
          // Error is undefined with skip_records_with_error
        } else {
          const finalErr = this.__error(err);
          if (finalErr) return finalErr;
        }
      }
      if (skip_records_with_empty_values === true && isRecordEmpty(record)) {
        this.__resetRecord();
        return;
      }
      if (this.state.recordHasError === true) {
        this.__resetRecord();
        this.state.recordHasError = false;
        return;
      }
      this.info.records++;
      if (from === 1 || this.info.records >= from) {
        const { objname } = this.options;
        // With columns, records are object
        if (columns !== false) {
          const obj = {};
          // Transform record array to an object
          for (let i = 0, l = record.length; i < l; i++) {
            if (columns[i] === undefined || columns[i].disabled) continue;
            // Turn duplicate columns into an array
            if (
              group_columns_by_name === true &&
              Object.hasOwn(obj, columns[i].name)
            ) {
              if (Array.isArray(obj[columns[i].name])) {
                obj[columns[i].name] = obj[columns[i].name].concat(record[i]);
              } else {
                obj[columns[i].name] = [obj[columns[i].name], record[i]];
              }
            } else {
              Object.defineProperty(obj, columns[i].name, {
                value: record[i],
                enumerable: true,
                writable: true,
                configurable: true,
              });
            }
          }
          // Without objname (default)
          if (raw === true || info === true) {
            const extRecord = Object.assign(
              { record: obj },
              raw === true
                ? { raw: this.state.rawBuffer.toString(encoding) }
                : {},
              info === true ? { info: this.__infoRecord() } : {},
            );
            const err = this.__push(
              objname === undefined ? extRecord : [obj[objname], extRecord],
              push,
            );
            if (err) {
              return err;
            }
          } else {
            const err = this.__push(
              objname === undefined ? obj : [obj[objname], obj],
              push,
            );
            if (err) {
              return err;
            }
          }
          // Without columns, records are array
        } else {
          if (raw === true || info === true) {
            const extRecord = Object.assign(
              { record: record },
              raw === true
                ? { raw: this.state.rawBuffer.toString(encoding) }
                : {},
              info === true ? { info: this.__infoRecord() } : {},
            );
            const err = this.__push(
              objname === undefined ? extRecord : [record[objname], extRecord],
              push,
            );
            if (err) {
              return err;
            }
          } else {
            const err = this.__push(
              objname === undefined ? record : [record[objname], record],
              push,
            );
            if (err) {
              return err;
            }
          }
        }
      }
      this.__resetRecord();
    },
    __firstLineToColumns: function (record) {
      const { firstLineToHeaders } = this.state;
      try {
        const headers =
          firstLineToHeaders === undefined
            ? record
            : firstLineToHeaders.call(null, record);
        if (!Array.isArray(headers)) {
          return this.__error(
            new CsvError(
              "CSV_INVALID_COLUMN_MAPPING",
              [
                "Invalid Column Mapping:",
                "expect an array from column function,",
                `got ${JSON.stringify(headers)}`,
              ],
              this.options,
              this.__infoField(),
              {
                headers: headers,
              },
            ),
          );
        }
        const normalizedHeaders = normalize_columns_array(headers);
        this.state.expectedRecordLength = normalizedHeaders.length;
        this.options.columns = normalizedHeaders;
        this.__resetRecord();
        return;
      } catch (err) {
        return err;
      }
    },
    __resetRecord: function () {
      if (this.options.raw === true) {
        this.state.rawBuffer.reset();
      }
      this.state.error = undefined;
      this.state.record = [];
      this.state.record_length = 0;
    },
    __onField: function () {
      const { cast, encoding, rtrim, max_record_size } = this.options;
      const { enabled, wasQuoting } = this.state;
      // Short circuit for the from_line options
      if (enabled === false) {
        return this.__resetField();
      }
      let field = this.state.field.toString(encoding);
      if (rtrim === true && wasQuoting === false) {
        field = field.trimRight();
      }
      if (cast === true) {
        const [err, f] = this.__cast(field);
        if (err !== undefined) return err;
        field = f;
      }
      this.state.record.push(field);
      // Increment record length if record size must not exceed a limit
      if (max_record_size !== 0 && typeof field === "string") {
        this.state.record_length += field.length;
      }
      this.__resetField();
    },
    __resetField: function () {
      this.state.field.reset();
      this.state.wasQuoting = false;
    },
    __push: function (record, push) {
      const { on_record } = this.options;
      if (on_record !== undefined) {
        const info = this.__infoRecord();
        try {
          record = on_record.call(null, record, info);
        } catch (err) {
          return err;
        }
        if (record === undefined || record === null) {
          return;
        }
      }
      this.info.bytes_records += this.info.bytes;
      push(record);
    },
    // Return a tuple with the error and the casted value
    __cast: function (field) {
      const { columns, relax_column_count } = this.options;
      const isColumns = Array.isArray(columns);
      // Dont loose time calling cast
      // because the final record is an object
      // and this field can't be associated to a key present in columns
      if (
        isColumns === true &&
        relax_column_count &&
        this.options.columns.length <= this.state.record.length
      ) {
        return [undefined, undefined];
      }
      if (this.state.castField !== null) {
        try {
          const info = this.__infoField();
          return [undefined, this.state.castField.call(null, field, info)];
        } catch (err) {
          return [err];
        }
      }
      if (this.__isFloat(field)) {
        return [undefined, parseFloat(field)];
      } else if (this.options.cast_date !== false) {
        const info = this.__infoField();
        return [undefined, this.options.cast_date.call(null, field, info)];
      }
      return [undefined, field];
    },
    __compareBytes: function (sourceBuf, targetBuf, targetPos, firstByte) {
      if (sourceBuf[0] !== firstByte) return 0;
      const sourceLength = sourceBuf.length;
      for (let i = 1; i < sourceLength; i++) {
        if (sourceBuf[i] !== targetBuf[targetPos + i]) return 0;
      }
      return sourceLength;
    },
    // Helper to test if a character is trimable
    __isCharTrimable: function (buf, pos) {
      const { timchars, timcharFirstBytes } = this.state;
      // Fast bail-out: non-whitespace bytes (the common case) are rejected
      // without scanning the full timchar list.
      const first = buf[pos];
      if (first === undefined || timcharFirstBytes[first] === 0) return 0;
      loop1: for (let i = 0; i < timchars.length; i++) {
        const timchar = timchars[i];
        for (let j = 0; j < timchar.length; j++) {
          if (timchar[j] !== buf[pos + j]) continue loop1;
        }
        return timchar.length;
      }
      return 0;
    },
    __isDelimiter: function (buf, pos, chr) {
      const { delimiter, ignore_last_delimiters } = this.options;
      if (
        ignore_last_delimiters === true &&
        this.state.record.length === this.options.columns.length - 1
      ) {
        return 0;
      } else if (
        ignore_last_delimiters !== false &&
        typeof ignore_last_delimiters === "number" &&
        this.state.record.length === ignore_last_delimiters - 1
      ) {
        return 0;
      }
      loop1: for (let i = 0; i < delimiter.length; i++) {
        const del = delimiter[i];
        if (del[0] === chr) {
          for (let j = 1; j < del.length; j++) {
            if (del[j] !== buf[pos + j]) continue loop1;
          }
          return del.length;
        }
      }
      return 0;
    },
    __isEscape: function (buf, pos, chr) {
      const { escape } = this.options;
      if (escape === null) return false;
      const l = escape.length;
      if (escape[0] === chr) {
        for (let i = 0; i < l; i++) {
          if (escape[i] !== buf[pos + i]) {
            return false;
          }
        }
        return true;
      }
      return false;
    },
    __isFloat: function (value) {
      return value - parseFloat(value) + 1 >= 0; // Borrowed from jquery
    },
    // Keep it in case we implement the `cast_int` option
    // __isInt(value){
    //   // return Number.isInteger(parseInt(value))
    //   // return !isNaN( parseInt( obj ) );
    //   return /^(\-|\+)?[1-9][0-9]*$/.test(value)
    // }
    __isQuote: function (buf, pos) {
      const { quote } = this.options;
      if (quote === null) return false;
      const l = quote.length;
      for (let i = 0; i < l; i++) {
        if (quote[i] !== buf[pos + i]) {
          return false;
        }
      }
      return true;
    },
    __isRecordDelimiter: function (chr, buf, pos) {
      const { record_delimiter } = this.options;
      const recordDelimiterLength = record_delimiter.length;
      loop1: for (let i = 0; i < recordDelimiterLength; i++) {
        const rd = record_delimiter[i];
        const rdLength = rd.length;
        if (rd[0] !== chr) {
          continue;
        }
        for (let j = 1; j < rdLength; j++) {
          if (rd[j] !== buf[pos + j]) {
            continue loop1;
          }
        }
        return rd.length;
      }
      return 0;
    },
    __autoDiscoverRecordDelimiter: function (buf, pos) {
      const { encoding } = this.options;
      // Note, we don't need to cache this information in state,
      // It is only called on the first line until we find out a suitable
      // record delimiter.
      const rds = [
        // Important, the windows line ending must be before mac os 9
        Buffer.from("\r\n", encoding),
        Buffer.from("\n", encoding),
        Buffer.from("\r", encoding),
      ];
      loop: for (let i = 0; i < rds.length; i++) {
        const l = rds[i].length;
        for (let j = 0; j < l; j++) {
          if (rds[i][j] !== buf[pos + j]) {
            continue loop;
          }
        }
        this.options.record_delimiter.push(rds[i]);
        this.state.recordDelimiterMaxLength = rds[i].length;
        return rds[i].length;
      }
      return 0;
    },
    __error: function (msg) {
      const { encoding, raw, skip_records_with_error } = this.options;
      const err = typeof msg === "string" ? new Error(msg) : msg;
      if (skip_records_with_error) {
        this.state.recordHasError = true;
        if (this.options.on_skip !== undefined) {
          try {
            this.options.on_skip(
              err,
              raw ? this.state.rawBuffer.toString(encoding) : undefined,
            );
          } catch (err) {
            return err;
          }
        }
        // this.emit('skip', err, raw ? this.state.rawBuffer.toString(encoding) : undefined);
        return undefined;
      } else {
        return err;
      }
    },
    __infoDataSet: function () {
      return {
        ...this.info,
        columns: this.options.columns,
      };
    },
    __infoRecord: function () {
      const { columns, raw, encoding } = this.options;
      return {
        ...this.__infoDataSet(),
        bytes_records: this.info.bytes,
        error: this.state.error,
        header: columns === true,
        index: this.state.record.length,
        raw: raw ? this.state.rawBuffer.toString(encoding) : undefined,
      };
    },
    __infoField: function () {
      const { columns } = this.options;
      const isColumns = Array.isArray(columns);
      // Bytes records are only incremented when all records'fields are parsed
      const bytes_records = this.info.bytes_records;
      return {
        ...this.__infoRecord(),
        bytes_records: bytes_records,
        column:
          isColumns === true
            ? columns.length > this.state.record.length
              ? columns[this.state.record.length].name
              : null
            : this.state.record.length,
        quoting: this.state.wasQuoting,
      };
    },
  };
};



;// CONCATENATED MODULE: ./node_modules/csv-parse/lib/sync.js



const sync_parse = function (data, opts = {}) {
  if (typeof data === "string") {
    data = Buffer.from(data);
  }
  const records = opts && opts.objname ? Object.create(null) : [];
  const parser = transform(opts);
  const push = (record) => {
    if (parser.options.objname === undefined) records.push(record);
    else {
      records[record[0]] = record[1];
    }
  };
  const close = () => {};
  const error = parser.parse(data, true, push, close);
  if (error !== undefined) throw error;
  return records;
};



;// CONCATENATED MODULE: ./lib/buildx/attributes.js


/**
 * The fields of a value such as `type=image,"name=a,b",push=true`, as buildx splits the values of --output,
 * --secret, --attest and of the cache flags: a quote stands around a whole field or not at all.
 * @throws InvalidValue where a quote is not closed or stands inside a field
 */
function fieldsOf(value) {
    try {
        const [fields = []] = parse(value, { relax_column_count: true, record_delimiter: '\n' });
        return fields.map((field) => field.trim());
    }
    catch {
        throw new InvalidValue(`"${value}" has a quote that is not closed, or that stands inside a field.`, 'Put quotes around a whole field, as in type=image,"name=a,b", or leave them out.');
    }
}
/** Cuts at the first =: build arguments, labels, options and fields of all kinds are written so. */
function nameAndValue(text) {
    const equals = text.indexOf('=');
    return equals === -1
        ? { name: text, value: undefined }
        : { name: text.slice(0, equals), value: text.slice(equals + 1) };
}
/**
 * The attributes of a value in which each has a name and a value. Of several with one name the last one counts.
 * @param example how such a value is written, for the error
 * @throws InvalidValue
 */
function parseAttributes(text, example) {
    const fields = fieldsOf(text).map(nameAndValue);
    return Object.fromEntries(fields.map(({ name, value }) => {
        if (name !== '' && value !== undefined)
            return [name, value];
        throw new InvalidValue(`"${text}" has a part that is not key=value.`, `Write it as in ${example}.`);
    }));
}
/**
 * Reads such a value.
 * @param example how it is written, for the error
 * @throws InvalidValue where a part is not key=value, or where there is no type
 */
function parseTyped(text, example) {
    const pairs = Object.entries(parseAttributes(text, example));
    const { type = '', ...attributes } = Object.fromEntries(pairs.map(([name, value]) => [name.toLowerCase(), value]));
    if (type !== '')
        return { type, attributes };
    throw new InvalidValue(`"${text}" has no type.`, `Write it as in ${example}.`);
}
/** Such a value as buildx reads it. */
function printTyped({ type, attributes }) {
    const fields = Object.entries({ type, ...attributes }).map(([name, value]) => `${name}=${value}`);
    return fields.map(quoteField).join(',');
}
/** Whether a value means true, as Go's ParseBool reads it, which buildx uses. */
function attributes_isYes(value) {
    return value !== undefined && /^(?:1|t|T|true|TRUE|True)$/.test(value);
}
/** Whether a value means false, in the same way. */
function attributes_isNo(value) {
    return value !== undefined && /^(?:0|f|F|false|FALSE|False)$/.test(value);
}
/** Whether an attribute is switched on: by a true value, or by none, as in `push=`. */
function isTrue(value) {
    return value === '' || attributes_isYes(value);
}
/** A field that may hold commas or quotes, so that it arrives whole. */
function quoteField(field) {
    return /[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}

;// CONCATENATED MODULE: ./lib/facts/switches.js
/**
 * docker's own variables that are true or false. They are read as Go's strconv.ParseBool reads them: buildx does
 * (build/opt.go), and Util.parseBool of docker's actions is the same. Empty is not set, as for docker's actions. Only for
 * DOCKER_DEFAULT_GIT_CONTEXT_PR_HEAD_REF these know the word true alone; to take 1 for no would help nobody.
 * DOCKER_TLS and DOCKER_TLS_VERIFY are not among them: docker takes any text for yes (docker/cli, cli/flags/options.go).
 */

/** What each means where it is not set. */
const UNSET = {
    BUILDX_NO_DEFAULT_ATTESTATIONS: false,
    DOCKER_BUILD_CHECKS_ANNOTATIONS: true,
    DOCKER_DEFAULT_GIT_CONTEXT_PR_HEAD_REF: false,
};
/** What is neither true nor false is as if it were not set; `unclearSwitches` names it. */
function readSwitch(name, env) {
    const value = env[name];
    return UNSET[name] ? !isNo(value) : isYes(value);
}
/** Those that are set to something that is neither true nor false. */
function switches_unclearSwitches(env) {
    return Object.keys(UNSET).flatMap((name) => {
        const value = env[name] ?? '';
        return value === '' || isYes(value) || isNo(value) ? [] : [{ name, value }];
    });
}

;// CONCATENATED MODULE: ./lib/facts/docker.js
/** What environment and disk say about docker's way to its engine and to the nodes of a builder. */







/** `BUILDER_NODE_0_AUTH_TLS_KEY`: the first node is 0, those of `append` follow. */
const KEY_VARIABLE = /^BUILDER_NODE_(\d+)_AUTH_TLS_(CACERT|CERT|KEY)$/;
/** Looks at variables and files; starts no process. */
async function readDocker(inputs, env) {
    const folder = configFolder(env);
    const names = {
        context: currentContext(folder, env),
        host: env['DOCKER_HOST'] ?? '',
        contexts: readContexts(folder),
    };
    const address = engineAddress('', names);
    return {
        ...names,
        address,
        isLocal: isLocalAddress(address),
        // Any text is a yes to docker, also false and 0 (docker/cli, cli/flags/options.go).
        hasTls: names.context === 'default' && Boolean(env['DOCKER_TLS_VERIFY'] || env['DOCKER_TLS']),
        buildkitHost: env['BUILDKIT_HOST'] ?? '',
        keys: Object.entries(env).flatMap(([name, value]) => keyVariable(name, value)),
        config: await readConfigFile(inputs['buildkitd-config']),
        defaultConfig: await readConfigFile(join(docker_buildxFolder(env), 'buildkitd.default.toml')),
        unclear: unclearSwitches(env),
    };
}
function configFolder(env) {
    return env['DOCKER_CONFIG'] || (0,external_node_path_namespaceObject.join)(env['HOME'] || (0,external_node_os_namespaceObject.homedir)(), '.docker');
}
/** Where buildx keeps its builders: those of one user. */
function docker_buildxFolder(env) {
    return env['BUILDX_CONFIG'] || (0,external_node_path_namespaceObject.join)(configFolder(env), 'buildx');
}
/** undefined where no file is named, or where it cannot be read. */
async function readConfigFile(path) {
    const source = path === '' ? undefined : readText(path);
    return source === undefined ? undefined : readConfig(source);
}
/** The values that must never be seen in the log. */
function readKeys(env) {
    return Object.entries(env).flatMap(([name, value]) => keyVariable(name, value).length > 0 ? [value ?? ''] : []);
}
/** As docker's command line finds it: an address in the environment means the default context. */
function currentContext(folder, env) {
    if (env['DOCKER_HOST'])
        return 'default';
    const settings = parseJson(readText(join(folder, 'config.json')) ?? '');
    return env['DOCKER_CONTEXT'] || text(settings, 'currentContext') || 'default';
}
/** Addresses of the engines of docker's contexts, by name. */
function readContexts(folder) {
    const metas = join(folder, 'contexts', 'meta');
    const found = namesIn(metas).map((name) => parseJson(readText(join(metas, name, 'meta.json')) ?? ''));
    return Object.fromEntries(found.map((meta) => [text(meta, 'Name'), text(meta, 'Endpoints', 'docker', 'Host')]));
}
function keyVariable(name, value) {
    const [, node, part] = KEY_VARIABLE.exec(name) ?? [];
    if (node === undefined || part === undefined || !value)
        return [];
    return [{ name, node: Number(node), option: part.toLowerCase() }];
}
function namesIn(folder) {
    try {
        return readdirSync(folder);
    }
    catch {
        return [];
    }
}
function readText(path) {
    try {
        return readFileSync(path, 'utf8');
    }
    catch {
        return undefined;
    }
}

;// CONCATENATED MODULE: ./lib/json.js
/**
 * Looks into JSON that came from outside without believing its shape: whatever is not there, or is of
 * another type, is empty.
 */
/** The member of an object; undefined for anything else. */
function json_field(value, name) {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
        return undefined;
    return Object.getOwnPropertyDescriptor(value, name)?.value;
}
/** The string at a path of members; '' where there is none. */
function json_text(value, ...path) {
    const found = path.reduce(json_field, value);
    return typeof found === 'string' ? found : '';
}
/** The array at a path of members; empty where there is none. */
function json_array(value, ...path) {
    const found = path.reduce(json_field, value);
    return Array.isArray(found) ? found : [];
}
/** Parses, giving undefined for text that is no JSON. */
function json_parseJson(source) {
    try {
        return JSON.parse(source);
    }
    catch {
        return undefined;
    }
}

;// CONCATENATED MODULE: ./lib/facts/job-process.js
/** Which process a job is, for other jobs on this machine that want to know whether it is still there. */



/**
 * The process that lives as long as the job: the runner's worker, which starts main and post. In a container of a
 * job, what the runner starts has no parent, and the first process lives as long as the container.
 */
function job_process_readJob() {
    return processOf(process.ppid === 0 ? 1 : process.ppid);
}
/** This process itself. */
function job_process_readSelf() {
    return processOf(process.pid);
}
/** Reads what was written down of a process; undefined where it is none. */
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
/** As `parseJob` reads it. */
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
    return exists(job.pid) && job.started === now.started ? 'runs' : 'gone';
}
function processOf(pid) {
    return {
        pid,
        // proc(5): the 22nd field. The second one is a name in brackets, which may have blanks and brackets in it.
        started: job_process_readText(`/proc/${pid}/stat`)
            .replace(/^.*\) /s, '')
            .split(' ')[19] ?? '',
        boot: job_process_readText('/proc/sys/kernel/random/boot_id').trim(),
        host: (0,external_node_os_namespaceObject.hostname)(),
        namespace: linkOf('/proc/self/ns/pid'),
    };
}
function exists(pid) {
    try {
        process.kill(pid, 0);
        return true;
    }
    catch (error) {
        // One of another user is there all the same.
        return json_text(error, 'code') === 'EPERM';
    }
}
function job_process_readText(path) {
    try {
        return (0,external_node_fs_namespaceObject.readFileSync)(path, 'utf8');
    }
    catch {
        return '';
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

;// CONCATENATED MODULE: ./lib/state.js

/**
 * What post has to undo, by name. Each value is saved before the thing is made, so that a cancelled job
 * leaves nothing behind; an undo therefore takes "it was never made" for success.
 */
const STATE_NAMES = [
    ...['default', 'held', 'builder', 'nodes', 'keepsState', 'context'],
    ...['installer', 'temp', 'downloads', 'standalone', 'finished'],
    ...['smokeContainers', 'smokeImages'],
];
/** Keeps one thing to undo for the post step. */
function state_remember(name, value) {
    saveState(name, value);
}
/** What main remembered, read from the runner's variables. */
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

;// CONCATENATED MODULE: ./lib/run/holders.js
/**
 * Which jobs on this machine use which builder of ours. Each step has a note, a file beside buildx's builders and so of the
 * same user. A builder is removed by the last one that uses it, and the notes of jobs that were killed tell what they made.
 */









/** The longest that a job may take: 5 days, on a self-hosted runner (docs.github.com, "Actions limits"). */
const LONGEST_JOB_MS = 5 * 24 * 60 * 60_000;
/**
 * How long ago a job that is gone must have made something before others remove it. Where the runner's worker is not the
 * parent of its steps, a job looks as if it were gone while it runs.
 */
const LONG_GONE_MS = 6 * 60 * 60_000;
/**
 * Says to other jobs that this step uses a builder from here on. To be called before looking whether it is there: a
 * job that is just removing it is waited for.
 */
async function holdBuilder(env, name) {
    const path = notePath(env, name);
    if (path !== undefined)
        await noting(name, () => locked(dirname(path), async () => writeNote(path)));
}
/** Says what of a builder there will be to remove; undefined for nothing. To be called before it is made. */
async function noteMade(env, name, made) {
    const path = notePath(env, name);
    if (path !== undefined)
        await noting(name, async () => writeNote(path, made));
}
/** A step does without its note: its own post step knows from the state what there is to do. */
async function noting(name, write) {
    try {
        await write();
    }
    catch (error) {
        say(`Other jobs on this machine are not told of the builder ${name}: ${messageOf(error)}`);
    }
}
/**
 * Leaves a builder; nobody begins to use it meanwhile.
 * @param held path of this step's note
 * @param work tells whether nothing is left of what was made; if so or where others use it, the note goes
 */
async function leaveBuilder(held, work) {
    const folder = (0,external_node_path_namespaceObject.dirname)(held);
    await locked(folder, async () => {
        const notes = readNotes(folder);
        const others = notes.filter((note) => note.path !== held && isHeld(note)).length;
        const made = madeIn(notes);
        const isDone = await work({ others, made });
        if (others > 0) {
            if (made !== undefined)
                (0,external_node_fs_namespaceObject.writeFileSync)((0,external_node_path_namespaceObject.join)(folder, LEFT), JSON.stringify({ made }));
            (0,external_node_fs_namespaceObject.rmSync)(held, { force: true });
        }
        else if (isDone)
            (0,external_node_fs_namespaceObject.rmSync)(folder, { recursive: true, force: true });
    });
}
/** Whether a path is that of a note. */
function isNote(path) {
    const jobs = (0,external_node_path_namespaceObject.dirname)((0,external_node_path_namespaceObject.dirname)(path));
    return (0,external_node_path_namespaceObject.basename)(jobs) === JOBS && (0,external_node_path_namespaceObject.basename)((0,external_node_path_namespaceObject.dirname)(jobs)) === NOTES;
}
/** Removes what jobs made that are long gone. @param work tells whether nothing is left of it */
async function sweepBuilders(env, work) {
    const jobs = (0,external_node_path_namespaceObject.join)(docker_buildxFolder(env), NOTES, JOBS);
    const abandoned = holders_namesIn(jobs)
        .map((name) => (0,external_node_path_namespaceObject.join)(jobs, name))
        .filter((folder) => readNotes(folder).every(isLongGone));
    await Promise.all(abandoned.slice(0, MOST_SWEPT).map((folder) => sweep(folder, work)));
}
/** Builders that one job removes for others at most: it has its own work to do. */
const MOST_SWEPT = 4;
async function sweep(folder, work) {
    await locked(folder, async () => {
        const notes = readNotes(folder);
        // Another job may have begun to use it, or swept it.
        if (!notes.every(isLongGone))
            return;
        const made = madeIn(notes);
        if (made === undefined || (await work(made)))
            (0,external_node_fs_namespaceObject.rmSync)(folder, { recursive: true, force: true });
    });
}
function isHeld({ job, age }) {
    const life = job === undefined ? 'gone' : lifeOf(job);
    return life === 'runs' || (life === 'unknown' && age < LONGEST_JOB_MS);
}
function isLongGone(note) {
    return !isHeld(note) && note.age > LONG_GONE_MS;
}
function madeIn(notes) {
    return notes.find(({ made }) => made !== undefined)?.made;
}
// multi-platform-build/jobs/BUILDER/STEP is a note, multi-platform-build/locks/BUILDER a lock.
const NOTES = 'multi-platform-build';
const JOBS = 'jobs';
const LOCKS = 'locks';
/** The note of a step that left what it made to others. */
const LEFT = 'left';
/** This step's note about a builder; undefined for a name that buildx does not take (ValidateName of its store). */
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
    // Whole or not at all: others may be reading it.
    const fresh = join(dirname(folder), '..', basename(path));
    writeFileSync(fresh, JSON.stringify({ job: printJob(readJob()), made }), { mode: 0o600 });
    renameSync(fresh, path);
}
function readNotes(folder) {
    return holders_namesIn(folder).map((name) => readNote((0,external_node_path_namespaceObject.join)(folder, name)));
}
function readNote(path) {
    const value = json_parseJson(holders_readText(path));
    const job = parseJob(json_field(value, 'job'));
    const age = Date.now() - ((0,external_node_fs_namespaceObject.statSync)(path, { throwIfNoEntry: false })?.mtimeMs ?? 0);
    return { path, job, made: parseMade(json_field(value, 'made')), age };
}
function parseMade(value) {
    const [builder, nodes] = [json_text(value, 'builder'), json_text(value, 'nodes')];
    if (builder === '')
        return undefined;
    return { builder, nodes, keepsState: json_text(value, 'keepsState'), context: json_text(value, 'context') };
}
/** How long another step is waited for that removes a builder, or looks whether it may. */
const LOCKED_MS = 2 * 60_000;
/** Does something that only one step may do at a time with a builder. One that takes too long is no reason to wait for ever. */
async function locked(folder, work) {
    const lock = (0,external_node_path_namespaceObject.join)((0,external_node_path_namespaceObject.dirname)((0,external_node_path_namespaceObject.dirname)(folder)), LOCKS, (0,external_node_path_namespaceObject.basename)(folder));
    const taken = await poll(async () => takeLock(lock), {
        limitMs: LOCKED_MS,
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
/** `none` where the disk takes no lock: what is to be undone is undone all the same. */
function takeLock(lock) {
    try {
        (0,external_node_fs_namespaceObject.mkdirSync)((0,external_node_path_namespaceObject.dirname)(lock), { recursive: true, mode: 0o700 });
        (0,external_node_fs_namespaceObject.writeFileSync)(lock, JSON.stringify({ job: job_process_printJob(job_process_readSelf()) }), { flag: 'wx', mode: 0o600 });
        return 'ours';
    }
    catch (error) {
        if (json_text(error, 'code') !== 'EEXIST')
            return 'none';
        const { job, age } = readNote(lock);
        const isLeft = job === undefined || lifeOf(job) === 'unknown' ? age > LOCKED_MS : lifeOf(job) === 'gone';
        if (isLeft)
            (0,external_node_fs_namespaceObject.rmSync)(lock, { force: true });
        return 'busy';
    }
}
function holders_namesIn(folder) {
    try {
        return (0,external_node_fs_namespaceObject.readdirSync)(folder);
    }
    catch {
        return [];
    }
}
function holders_readText(path) {
    try {
        return (0,external_node_fs_namespaceObject.readFileSync)(path, 'utf8');
    }
    catch {
        return '';
    }
}

;// CONCATENATED MODULE: ./lib/buildx/inspected-value.js
/** A value of the `Key: value` lines that `docker buildx inspect` prints; '' where the key is not there. */
function inspectedValue(lines, key) {
    const line = lines.split('\n').find((candidate) => candidate.startsWith(`${key}:`));
    return line?.slice(key.length + 1).trim() ?? '';
}

;// CONCATENATED MODULE: ./lib/docker/engine.js
/** Whether the engine is there: a question of its own, for when something else got no answer. */


/** How long an engine may take to say its version, in milliseconds. */
const ANSWER_MS = 10_000;
/** Whether the engine answers now. */
async function engineAnswers(docker) {
    try {
        const { code } = await docker.run(['version', '--format', '{{.Server.Version}}'], ANSWER_MS);
        return code === 0;
    }
    catch (error) {
        // A buildx that is a program of its own does without docker.
        if (error instanceof errors_Failure)
            return false;
        throw error;
    }
}
/**
 * What to do where the engine pulls an image and starts what is in it, and that did not end in its time.
 * @param mirror what to do where the image does not come
 */
async function lateCure(docker, mirror) {
    return (await engineAnswers(docker))
        ? `The docker engine answers, so most likely the registry of the image does not, or is slow. ${mirror}`
        : 'The docker engine does not answer any more: look at its log and at the disk of its machine, and start it again.';
}
/** How long an engine is waited for that is being started again, in milliseconds. */
const RESTART_MS = 45_000;
/** Waits for an engine that is being started again. @returns whether it answers in the end */
function awaitEngine(docker, clock) {
    const isDone = (answers) => answers;
    const options = { limitMs: RESTART_MS, isDone };
    return poll(() => engineAnswers(docker), clock === undefined ? options : { ...options, clock });
}

;// CONCATENATED MODULE: ./lib/show/shell.js

const USUAL = { buildx: PLUGIN, digestVariable: (build) => `DIGEST_${build}` };
/** A docker command as it can be pasted into a shell, a flag a line where it is long. */
function shellCommand(command, shell = {}) {
    const { buildx, digestVariable } = { ...USUAL, ...shell };
    const program = buildx.kind === 'standalone' && command[0] === 'buildx' ? [] : ['docker'];
    const words = [...program, ...command].map((word) => typeof word === 'string'
        ? shellWord(word)
        : `${shellWord(word.repository)}@"$${digestVariable(word.build)}"`);
    if (words.join(' ').length <= 110)
        return [words.join(' ')];
    // The context of a build stays on the line of the last flag; what is long does not.
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
/** The command that makes a folder. */
function shellFolder(path) {
    return `mkdir -p ${shellWord(path)}`;
}
/** The digest in a metadata file as a variable. */
function shellDigest(name, metadataFile) {
    return `${name}=$(sed -n 's/.*"containerimage.digest": "\\(.*\\)".*/\\1/p' ${shellWord(metadataFile)})`;
}
/** The value of a variable as a file, without showing it. */
function shellVariable(variable, path) {
    return `(umask 077 && printenv ${shellWord(variable)} > ${shellWord(path)})`;
}
/** A file as the here-document that writes it. */
function shellFile(path, content) {
    const lines = content.replace(/\n$/, '').split('\n');
    const end = lines.includes('END_OF_FILE') ? `END_OF_FILE_${lines.length}` : 'END_OF_FILE';
    return [`cat > ${shellWord(path)} <<'${end}'`, ...lines, end];
}
/** Words as they are written in a shell. */
function shellWords(words) {
    return words.map(shellWord).join(' ');
}
function shellWord(word) {
    return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

;// CONCATENATED MODULE: ./lib/run/undo.js









/** One undo for each name of the state. */
const UNDO = {
    default: {
        what: 'default builder',
        turn: 1,
        restores: true,
        undo: async (value, { docker }) => {
            const [earlier = '', own] = value.split(' ');
            // Whoever made another builder the default one since wants that one.
            if ((await defaultBuilder(docker)) !== own)
                return false;
            const { code, stderr } = await docker.run(['buildx', 'use', earlier]);
            if (code !== 0)
                throw new Error(stderr.trim());
            return true;
        },
        byHand: (value) => [['buildx', 'use', value.split(' ', 1)[0] ?? '']],
    },
    held: undefined,
    builder: {
        what: 'builder',
        turn: 2,
        undo: removeBuilder,
        byHand: (name, state) => [
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
        byHand: (name) => [contextRemoval(name)],
    },
    installer: {
        what: 'container',
        turn: 2,
        undo: async (name, tools) => tools.state.finished === '' && removed(tools, containerRemoval(name)),
        byHand: (name) => [containerRemoval(name).command],
    },
    temp: {
        what: 'folder',
        turn: 3,
        undo: async (folder, { docker }) => {
            removeFolder(folder, docker);
            return true;
        },
        byHand: () => [],
    },
    downloads: {
        what: 'folder',
        turn: 3,
        // It is gone already where the job got to the end of what it was for.
        undo: async (folder, { docker }) => {
            const isThere = (0,external_node_fs_namespaceObject.existsSync)(folder);
            removeFolder(folder, docker);
            return isThere;
        },
        byHand: () => [],
    },
    standalone: undefined,
    finished: undefined,
    smokeContainers: {
        what: 'containers of the smoke test',
        turn: 2,
        undo: async (names, tools) => tools.state.finished === '' && anyRemoved(tools, names.split(' ').map(containerRemoval)),
        byHand: (names) => names.split(' ').map((name) => containerRemoval(name).command),
    },
    smokeImages: {
        what: 'images of the smoke test',
        turn: 3,
        undo: async (names, tools) => tools.state.finished === '' && anyRemoved(tools, names.split(' ').map(imageRemoval)),
        byHand: (names) => names.split(' ').map((name) => imageRemoval(name).command),
    },
};
/**
 * Undoes everything, side by side where it can be; one that fails does not keep the others from being tried. What needs an
 * engine that does not answer is tried again once it does.
 */
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
        const commands = row.byHand(value, tools.state);
        const byHand = commands.map((command) => shellCommand(command, { buildx }).join('\n'));
        return { ...undone, outcome: { failure: errors_messageOf(error), byHand } };
    }
}
async function defaultBuilder(docker) {
    const { stdout } = await docker.run(['buildx', 'inspect']);
    return inspectedValue(stdout, 'Name');
}
/**
 * How long what is no volume may take, in milliseconds. The runner gives a job that was cancelled 5 minutes to clean up,
 * and an engine that hangs must leave time to say what is left.
 */
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
    // Buildx forgets a builder also where it could not remove its nodes (commands/rm.go), and it does not know what a
    // `create` that was cancelled has made: the nodes are still known by their names.
    const removals = await Promise.all(nodes.map((node) => anyRemoved(tools, nodeRemovals(node, state))));
    // Where it was killed, it still knows the builder.
    if (code === TIMED_OUT)
        await docker.run(command, SHORT_MS);
    return isRemoved || removals.includes(true);
}
/** Of each node that is a container its name and its endpoint, '' for the engine at hand. */
function nodesOf({ nodes }) {
    const words = nodes.split(' ').filter((word) => word !== '');
    return words.map((word) => {
        const end = word.indexOf('@');
        return end === -1 ? [word, ''] : [word.slice(0, end), word.slice(end + 1)];
    });
}
/** The container of a node, and its volume where that is not kept; by the names that buildx gives them. */
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
/** An image that somebody else uses by now is theirs. */
function imageRemoval(name) {
    return { command: ['image', 'rm', name], isGone: /no such image|conflict/i, limitMs: SHORT_MS };
}
function contextRemoval(name) {
    return ['context', 'rm', '--force', name];
}
/** One after the other: a volume is in use while there is its container. @returns whether any of it was there */
async function anyRemoved(tools, removals) {
    let isAny = false;
    for (const removal of removals)
        isAny = (await removed(tools, removal)) || isAny;
    return isAny;
}
/** Removes something, and tries once more where the engine is there. False when the command says that there is nothing. */
async function removed({ docker, engineAnswers }, { command, isGone, limitMs }) {
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
/** A folder of ours is directly in the runner's folder for what is temporary, and has our name. */
function removeFolder(folder, { env }) {
    const isOurs = (0,external_node_path_namespaceObject.normalize)(folder) === folder &&
        (0,external_node_path_namespaceObject.dirname)(folder) === (0,external_node_path_namespaceObject.normalize)(env['RUNNER_TEMP'] || (0,external_node_os_namespaceObject.tmpdir)()).replace(/[/\\]$/, '') &&
        (0,external_node_path_namespaceObject.basename)(folder).startsWith('multi-platform-build-');
    if (!isOurs)
        throw new Error('it is not a folder of this action in RUNNER_TEMP, so it is left alone');
    (0,external_node_fs_namespaceObject.rmSync)(folder, { recursive: true, force: true });
}

;// CONCATENATED MODULE: ./lib/post.js







/**
 * Undoes what main remembered, and removes builders that jobs have left which are long gone. What cannot be undone is
 * a warning: it never makes a good job fail.
 */
async function post(env, dockerWith) {
    const state = recall(env);
    const { standalone } = state;
    const docker = dockerWith(standalone === '' ? PLUGIN : { kind: 'standalone', path: standalone });
    await Promise.all([
        warned(() => (isNote(state.held) ? undoHeld(docker, state) : undo(docker, state))),
        warned(() => post_sweep(docker, env)),
    ]);
}
async function warned(work) {
    try {
        await work();
    }
    catch (error) {
        annotate('warning', `Cleaning up failed: ${String(error)}`);
    }
}
/** @returns whether nothing is left of the builder */
async function undo(docker, state) {
    const undone = await undoAll(docker, state);
    for (const each of undone)
        tell(each);
    return isBuilderGone(undone);
}
const NOTHING = { builder: '', nodes: '', keepsState: '', context: '' };
/** Undoes everything but a builder that others use. The last one that uses it removes it, whoever made it. */
function undoHeld(docker, state) {
    return leaveBuilder(state.held, ({ others, made }) => {
        if (others > 0) {
            if (state.builder !== '')
                log_say(`The builder ${state.builder} stays: it is used elsewhere (${others}), and the last one removes it.`);
            return undo(docker, { ...state, ...NOTHING });
        }
        return undo(docker, state.builder === '' ? { ...state, ...made } : state);
    });
}
/** How long one command may take for the builder of another job, in milliseconds. */
const SWEEP_MS = 60_000;
async function post_sweep(docker, env) {
    const run = (args, limitMs = LIMIT_MS.question) => docker.run(args, Math.min(limitMs, SWEEP_MS));
    await sweepBuilders(env, async (made) => {
        // What a job left that did not get to its end may be half of it.
        const undone = await undoAll({ ...docker, run }, { ...recall({}), ...made });
        for (const { what, outcome } of undone) {
            if (outcome === 'done')
                log_say(`Removed ${what}, which an earlier job has left`);
            else if (outcome !== 'was not there')
                log_say(`An earlier job has left ${what}, which could not be removed either: ${outcome.failure}`);
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
function tell({ what, verb, outcome }) {
    if (outcome === 'done')
        log_say(`${verb === 'remove' ? 'Removed' : 'Restored'} ${what}`);
    if (typeof outcome === 'string')
        return;
    const byHand = outcome.byHand.length === 0 ? '' : `\nBy hand: ${outcome.byHand.join(' ; ')}`;
    annotate('warning', `Could not ${verb} ${what}: ${outcome.failure}${byHand}`);
}

;// CONCATENATED MODULE: ./lib/entry/post.js



const { env } = process;
const children = createChildren();
void post(env, (buildx) => createDocker({ buildx, env, children }));

