import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
var __webpack_exports__ = {};

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
/** A problem as one line: where, what, what to do. */
function problemText(problem) {
    const line = problem.line === undefined ? '' : `, line ${problem.line}`;
    return `${problem.input}${line}: ${problem.what} ${problem.cure}`;
}

;// CONCATENATED MODULE: external "node:crypto"
const external_node_crypto_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:crypto");
;// CONCATENATED MODULE: external "node:fs"
const external_node_fs_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs");
;// CONCATENATED MODULE: external "node:os"
const external_node_os_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:os");
;// CONCATENATED MODULE: external "node:path"
const external_node_path_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:path");
;// CONCATENATED MODULE: external "node:child_process"
const external_node_child_process_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:child_process");
;// CONCATENATED MODULE: external "string_decoder"
const external_string_decoder_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("string_decoder");
;// CONCATENATED MODULE: external "os"
const external_os_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("os");
;// CONCATENATED MODULE: external "events"
const external_events_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("events");
;// CONCATENATED MODULE: external "child_process"
const external_child_process_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("child_process");
;// CONCATENATED MODULE: external "path"
const external_path_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("path");
;// CONCATENATED MODULE: external "assert"
const external_assert_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("assert");
;// CONCATENATED MODULE: external "fs"
const external_fs_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("fs");
;// CONCATENATED MODULE: ./node_modules/@actions/io/lib/io-util.js
var __awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};


const { chmod, copyFile, lstat, mkdir, open: io_util_open, readdir, rename, rm, rmdir, stat, symlink, unlink } = external_fs_namespaceObject.promises;
// export const {open} = 'fs'
const IS_WINDOWS = process.platform === 'win32';
/**
 * Custom implementation of readlink to ensure Windows junctions
 * maintain trailing backslash for backward compatibility with Node.js < 24
 *
 * In Node.js 20, Windows junctions (directory symlinks) always returned paths
 * with trailing backslashes. Node.js 24 removed this behavior, which breaks
 * code that relied on this format for path operations.
 *
 * This implementation restores the Node 20 behavior by adding a trailing
 * backslash to all junction results on Windows.
 */
function readlink(fsPath) {
    return __awaiter(this, void 0, void 0, function* () {
        const result = yield fs.promises.readlink(fsPath);
        // On Windows, restore Node 20 behavior: add trailing backslash to all results
        // since junctions on Windows are always directory links
        if (IS_WINDOWS && !result.endsWith('\\')) {
            return `${result}\\`;
        }
        return result;
    });
}
// See https://github.com/nodejs/node/blob/d0153aee367422d0858105abec186da4dff0a0c5/deps/uv/include/uv/win.h#L691
const UV_FS_O_EXLOCK = 0x10000000;
const READONLY = external_fs_namespaceObject.constants.O_RDONLY;
function exists(fsPath) {
    return __awaiter(this, void 0, void 0, function* () {
        try {
            yield stat(fsPath);
        }
        catch (err) {
            if (err.code === 'ENOENT') {
                return false;
            }
            throw err;
        }
        return true;
    });
}
function isDirectory(fsPath_1) {
    return __awaiter(this, arguments, void 0, function* (fsPath, useStat = false) {
        const stats = useStat ? yield stat(fsPath) : yield lstat(fsPath);
        return stats.isDirectory();
    });
}
/**
 * On OSX/Linux, true if path starts with '/'. On Windows, true for paths like:
 * \, \hello, \\hello\share, C:, and C:\hello (and corresponding alternate separator cases).
 */
function isRooted(p) {
    p = normalizeSeparators(p);
    if (!p) {
        throw new Error('isRooted() parameter "p" cannot be empty');
    }
    if (IS_WINDOWS) {
        return (p.startsWith('\\') || /^[A-Z]:/i.test(p) // e.g. \ or \hello or \\hello
        ); // e.g. C: or C:\hello
    }
    return p.startsWith('/');
}
/**
 * Best effort attempt to determine whether a file exists and is executable.
 * @param filePath    file path to check
 * @param extensions  additional file extensions to try
 * @return if file exists and is executable, returns the file path. otherwise empty string.
 */
function tryGetExecutablePath(filePath, extensions) {
    return __awaiter(this, void 0, void 0, function* () {
        let stats = undefined;
        try {
            // test file exists
            stats = yield stat(filePath);
        }
        catch (err) {
            if (err.code !== 'ENOENT') {
                // eslint-disable-next-line no-console
                console.log(`Unexpected error attempting to determine if executable file exists '${filePath}': ${err}`);
            }
        }
        if (stats && stats.isFile()) {
            if (IS_WINDOWS) {
                // on Windows, test for valid extension
                const upperExt = external_path_namespaceObject.extname(filePath).toUpperCase();
                if (extensions.some(validExt => validExt.toUpperCase() === upperExt)) {
                    return filePath;
                }
            }
            else {
                if (isUnixExecutable(stats)) {
                    return filePath;
                }
            }
        }
        // try each extension
        const originalFilePath = filePath;
        for (const extension of extensions) {
            filePath = originalFilePath + extension;
            stats = undefined;
            try {
                stats = yield stat(filePath);
            }
            catch (err) {
                if (err.code !== 'ENOENT') {
                    // eslint-disable-next-line no-console
                    console.log(`Unexpected error attempting to determine if executable file exists '${filePath}': ${err}`);
                }
            }
            if (stats && stats.isFile()) {
                if (IS_WINDOWS) {
                    // preserve the case of the actual file (since an extension was appended)
                    try {
                        const directory = external_path_namespaceObject.dirname(filePath);
                        const upperName = external_path_namespaceObject.basename(filePath).toUpperCase();
                        for (const actualName of yield readdir(directory)) {
                            if (upperName === actualName.toUpperCase()) {
                                filePath = external_path_namespaceObject.join(directory, actualName);
                                break;
                            }
                        }
                    }
                    catch (err) {
                        // eslint-disable-next-line no-console
                        console.log(`Unexpected error attempting to determine the actual case of the file '${filePath}': ${err}`);
                    }
                    return filePath;
                }
                else {
                    if (isUnixExecutable(stats)) {
                        return filePath;
                    }
                }
            }
        }
        return '';
    });
}
function normalizeSeparators(p) {
    p = p || '';
    if (IS_WINDOWS) {
        // convert slashes on Windows
        p = p.replace(/\//g, '\\');
        // remove redundant slashes
        return p.replace(/\\\\+/g, '\\');
    }
    // remove redundant slashes
    return p.replace(/\/\/+/g, '/');
}
// on Mac/Linux, test the execute bit
//     R   W  X  R  W X R W X
//   256 128 64 32 16 8 4 2 1
function isUnixExecutable(stats) {
    return ((stats.mode & 1) > 0 ||
        ((stats.mode & 8) > 0 &&
            process.getgid !== undefined &&
            stats.gid === process.getgid()) ||
        ((stats.mode & 64) > 0 &&
            process.getuid !== undefined &&
            stats.uid === process.getuid()));
}
// Get the path of cmd.exe in windows
function getCmdPath() {
    var _a;
    return (_a = process.env['COMSPEC']) !== null && _a !== void 0 ? _a : `cmd.exe`;
}
//# sourceMappingURL=io-util.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/io/lib/io.js
var io_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};



/**
 * Copies a file or folder.
 * Based off of shelljs - https://github.com/shelljs/shelljs/blob/9237f66c52e5daa40458f94f9565e18e8132f5a6/src/cp.js
 *
 * @param     source    source path
 * @param     dest      destination path
 * @param     options   optional. See CopyOptions.
 */
function cp(source_1, dest_1) {
    return io_awaiter(this, arguments, void 0, function* (source, dest, options = {}) {
        const { force, recursive, copySourceDirectory } = readCopyOptions(options);
        const destStat = (yield ioUtil.exists(dest)) ? yield ioUtil.stat(dest) : null;
        // Dest is an existing file, but not forcing
        if (destStat && destStat.isFile() && !force) {
            return;
        }
        // If dest is an existing directory, should copy inside.
        const newDest = destStat && destStat.isDirectory() && copySourceDirectory
            ? path.join(dest, path.basename(source))
            : dest;
        if (!(yield ioUtil.exists(source))) {
            throw new Error(`no such file or directory: ${source}`);
        }
        const sourceStat = yield ioUtil.stat(source);
        if (sourceStat.isDirectory()) {
            if (!recursive) {
                throw new Error(`Failed to copy. ${source} is a directory, but tried to copy without recursive flag.`);
            }
            else {
                yield cpDirRecursive(source, newDest, 0, force);
            }
        }
        else {
            if (path.relative(source, newDest) === '') {
                // a file cannot be copied to itself
                throw new Error(`'${newDest}' and '${source}' are the same file`);
            }
            yield io_copyFile(source, newDest, force);
        }
    });
}
/**
 * Moves a path.
 *
 * @param     source    source path
 * @param     dest      destination path
 * @param     options   optional. See MoveOptions.
 */
function mv(source_1, dest_1) {
    return io_awaiter(this, arguments, void 0, function* (source, dest, options = {}) {
        if (yield ioUtil.exists(dest)) {
            let destExists = true;
            if (yield ioUtil.isDirectory(dest)) {
                // If dest is directory copy src into dest
                dest = path.join(dest, path.basename(source));
                destExists = yield ioUtil.exists(dest);
            }
            if (destExists) {
                if (options.force == null || options.force) {
                    yield rmRF(dest);
                }
                else {
                    throw new Error('Destination already exists');
                }
            }
        }
        yield mkdirP(path.dirname(dest));
        yield ioUtil.rename(source, dest);
    });
}
/**
 * Remove a path recursively with force
 *
 * @param inputPath path to remove
 */
function rmRF(inputPath) {
    return io_awaiter(this, void 0, void 0, function* () {
        if (ioUtil.IS_WINDOWS) {
            // Check for invalid characters
            // https://docs.microsoft.com/en-us/windows/win32/fileio/naming-a-file
            if (/[*"<>|]/.test(inputPath)) {
                throw new Error('File path must not contain `*`, `"`, `<`, `>` or `|` on Windows');
            }
        }
        try {
            // note if path does not exist, error is silent
            yield ioUtil.rm(inputPath, {
                force: true,
                maxRetries: 3,
                recursive: true,
                retryDelay: 300
            });
        }
        catch (err) {
            throw new Error(`File was unable to be removed ${err}`);
        }
    });
}
/**
 * Make a directory.  Creates the full path with folders in between
 * Will throw if it fails
 *
 * @param   fsPath        path to create
 * @returns Promise<void>
 */
function mkdirP(fsPath) {
    return io_awaiter(this, void 0, void 0, function* () {
        ok(fsPath, 'a path argument must be provided');
        yield ioUtil.mkdir(fsPath, { recursive: true });
    });
}
/**
 * Returns path of a tool had the tool actually been invoked.  Resolves via paths.
 * If you check and the tool does not exist, it will throw.
 *
 * @param     tool              name of the tool
 * @param     check             whether to check if tool exists
 * @returns   Promise<string>   path to tool
 */
function which(tool, check) {
    return io_awaiter(this, void 0, void 0, function* () {
        if (!tool) {
            throw new Error("parameter 'tool' is required");
        }
        // recursive when check=true
        if (check) {
            const result = yield which(tool, false);
            if (!result) {
                if (IS_WINDOWS) {
                    throw new Error(`Unable to locate executable file: ${tool}. Please verify either the file path exists or the file can be found within a directory specified by the PATH environment variable. Also verify the file has a valid extension for an executable file.`);
                }
                else {
                    throw new Error(`Unable to locate executable file: ${tool}. Please verify either the file path exists or the file can be found within a directory specified by the PATH environment variable. Also check the file mode to verify the file is executable.`);
                }
            }
            return result;
        }
        const matches = yield findInPath(tool);
        if (matches && matches.length > 0) {
            return matches[0];
        }
        return '';
    });
}
/**
 * Returns a list of all occurrences of the given tool on the system path.
 *
 * @returns   Promise<string[]>  the paths of the tool
 */
function findInPath(tool) {
    return io_awaiter(this, void 0, void 0, function* () {
        if (!tool) {
            throw new Error("parameter 'tool' is required");
        }
        // build the list of extensions to try
        const extensions = [];
        if (IS_WINDOWS && process.env['PATHEXT']) {
            for (const extension of process.env['PATHEXT'].split(external_path_namespaceObject.delimiter)) {
                if (extension) {
                    extensions.push(extension);
                }
            }
        }
        // if it's rooted, return it if exists. otherwise return empty.
        if (isRooted(tool)) {
            const filePath = yield tryGetExecutablePath(tool, extensions);
            if (filePath) {
                return [filePath];
            }
            return [];
        }
        // if any path separators, return empty
        if (tool.includes(external_path_namespaceObject.sep)) {
            return [];
        }
        // build the list of directories
        //
        // Note, technically "where" checks the current directory on Windows. From a toolkit perspective,
        // it feels like we should not do this. Checking the current directory seems like more of a use
        // case of a shell, and the which() function exposed by the toolkit should strive for consistency
        // across platforms.
        const directories = [];
        if (process.env.PATH) {
            for (const p of process.env.PATH.split(external_path_namespaceObject.delimiter)) {
                if (p) {
                    directories.push(p);
                }
            }
        }
        // find all matches
        const matches = [];
        for (const directory of directories) {
            const filePath = yield tryGetExecutablePath(external_path_namespaceObject.join(directory, tool), extensions);
            if (filePath) {
                matches.push(filePath);
            }
        }
        return matches;
    });
}
function readCopyOptions(options) {
    const force = options.force == null ? true : options.force;
    const recursive = Boolean(options.recursive);
    const copySourceDirectory = options.copySourceDirectory == null
        ? true
        : Boolean(options.copySourceDirectory);
    return { force, recursive, copySourceDirectory };
}
function cpDirRecursive(sourceDir, destDir, currentDepth, force) {
    return io_awaiter(this, void 0, void 0, function* () {
        // Ensure there is not a run away recursive copy
        if (currentDepth >= 255)
            return;
        currentDepth++;
        yield mkdirP(destDir);
        const files = yield ioUtil.readdir(sourceDir);
        for (const fileName of files) {
            const srcFile = `${sourceDir}/${fileName}`;
            const destFile = `${destDir}/${fileName}`;
            const srcFileStat = yield ioUtil.lstat(srcFile);
            if (srcFileStat.isDirectory()) {
                // Recurse
                yield cpDirRecursive(srcFile, destFile, currentDepth, force);
            }
            else {
                yield io_copyFile(srcFile, destFile, force);
            }
        }
        // Change the mode for the newly created directory
        yield ioUtil.chmod(destDir, (yield ioUtil.stat(sourceDir)).mode);
    });
}
// Buffered file copy
function io_copyFile(srcFile, destFile, force) {
    return io_awaiter(this, void 0, void 0, function* () {
        if ((yield ioUtil.lstat(srcFile)).isSymbolicLink()) {
            // unlink/re-link it
            try {
                yield ioUtil.lstat(destFile);
                yield ioUtil.unlink(destFile);
            }
            catch (e) {
                // Try to override file permission
                if (e.code === 'EPERM') {
                    yield ioUtil.chmod(destFile, '0666');
                    yield ioUtil.unlink(destFile);
                }
                // other errors = it doesn't exist, no work to do
            }
            // Copy over symlink
            const symlinkFull = yield ioUtil.readlink(srcFile);
            yield ioUtil.symlink(symlinkFull, destFile, ioUtil.IS_WINDOWS ? 'junction' : null);
        }
        else if (!(yield ioUtil.exists(destFile)) || force) {
            yield ioUtil.copyFile(srcFile, destFile);
        }
    });
}
//# sourceMappingURL=io.js.map
;// CONCATENATED MODULE: external "timers"
const external_timers_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("timers");
;// CONCATENATED MODULE: ./node_modules/@actions/exec/lib/toolrunner.js
var toolrunner_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};







/* eslint-disable @typescript-eslint/unbound-method */
const toolrunner_IS_WINDOWS = process.platform === 'win32';
/*
 * Class for running command line tools. Handles quoting and arg parsing in a platform agnostic way.
 */
class ToolRunner extends external_events_namespaceObject.EventEmitter {
    constructor(toolPath, args, options) {
        super();
        if (!toolPath) {
            throw new Error("Parameter 'toolPath' cannot be null or empty.");
        }
        this.toolPath = toolPath;
        this.args = args || [];
        this.options = options || {};
    }
    _debug(message) {
        if (this.options.listeners && this.options.listeners.debug) {
            this.options.listeners.debug(message);
        }
    }
    _getCommandString(options, noPrefix) {
        const toolPath = this._getSpawnFileName();
        const args = this._getSpawnArgs(options);
        let cmd = noPrefix ? '' : '[command]'; // omit prefix when piped to a second tool
        if (toolrunner_IS_WINDOWS) {
            // Windows + cmd file
            if (this._isCmdFile()) {
                cmd += toolPath;
                for (const a of args) {
                    cmd += ` ${a}`;
                }
            }
            // Windows + verbatim
            else if (options.windowsVerbatimArguments) {
                cmd += `"${toolPath}"`;
                for (const a of args) {
                    cmd += ` ${a}`;
                }
            }
            // Windows (regular)
            else {
                cmd += this._windowsQuoteCmdArg(toolPath);
                for (const a of args) {
                    cmd += ` ${this._windowsQuoteCmdArg(a)}`;
                }
            }
        }
        else {
            // OSX/Linux - this can likely be improved with some form of quoting.
            // creating processes on Unix is fundamentally different than Windows.
            // on Unix, execvp() takes an arg array.
            cmd += toolPath;
            for (const a of args) {
                cmd += ` ${a}`;
            }
        }
        return cmd;
    }
    _processLineBuffer(data, strBuffer, onLine) {
        try {
            let s = strBuffer + data.toString();
            let n = s.indexOf(external_os_namespaceObject.EOL);
            while (n > -1) {
                const line = s.substring(0, n);
                onLine(line);
                // the rest of the string ...
                s = s.substring(n + external_os_namespaceObject.EOL.length);
                n = s.indexOf(external_os_namespaceObject.EOL);
            }
            return s;
        }
        catch (err) {
            // streaming lines to console is best effort.  Don't fail a build.
            this._debug(`error processing line. Failed with error ${err}`);
            return '';
        }
    }
    _getSpawnFileName() {
        if (toolrunner_IS_WINDOWS) {
            if (this._isCmdFile()) {
                return process.env['COMSPEC'] || 'cmd.exe';
            }
        }
        return this.toolPath;
    }
    _getSpawnArgs(options) {
        if (toolrunner_IS_WINDOWS) {
            if (this._isCmdFile()) {
                let argline = `/D /S /C "${this._windowsQuoteCmdArg(this.toolPath)}`;
                for (const a of this.args) {
                    argline += ' ';
                    argline += options.windowsVerbatimArguments
                        ? a
                        : this._windowsQuoteCmdArg(a);
                }
                argline += '"';
                return [argline];
            }
        }
        return this.args;
    }
    _endsWith(str, end) {
        return str.endsWith(end);
    }
    _isCmdFile() {
        const upperToolPath = this.toolPath.toUpperCase();
        return (this._endsWith(upperToolPath, '.CMD') ||
            this._endsWith(upperToolPath, '.BAT'));
    }
    _windowsQuoteCmdArg(arg) {
        // for .exe, apply the normal quoting rules that libuv applies
        if (!this._isCmdFile()) {
            return this._uvQuoteCmdArg(arg);
        }
        // otherwise apply quoting rules specific to the cmd.exe command line parser.
        // the libuv rules are generic and are not designed specifically for cmd.exe
        // command line parser.
        //
        // for a detailed description of the cmd.exe command line parser, refer to
        // http://stackoverflow.com/questions/4094699/how-does-the-windows-command-interpreter-cmd-exe-parse-scripts/7970912#7970912
        // need quotes for empty arg
        if (!arg) {
            return '""';
        }
        // determine whether the arg needs to be quoted
        const cmdSpecialChars = [
            ' ',
            '\t',
            '&',
            '(',
            ')',
            '[',
            ']',
            '{',
            '}',
            '^',
            '=',
            ';',
            '!',
            "'",
            '+',
            ',',
            '`',
            '~',
            '|',
            '<',
            '>',
            '"'
        ];
        let needsQuotes = false;
        for (const char of arg) {
            if (cmdSpecialChars.some(x => x === char)) {
                needsQuotes = true;
                break;
            }
        }
        // short-circuit if quotes not needed
        if (!needsQuotes) {
            return arg;
        }
        // the following quoting rules are very similar to the rules that by libuv applies.
        //
        // 1) wrap the string in quotes
        //
        // 2) double-up quotes - i.e. " => ""
        //
        //    this is different from the libuv quoting rules. libuv replaces " with \", which unfortunately
        //    doesn't work well with a cmd.exe command line.
        //
        //    note, replacing " with "" also works well if the arg is passed to a downstream .NET console app.
        //    for example, the command line:
        //          foo.exe "myarg:""my val"""
        //    is parsed by a .NET console app into an arg array:
        //          [ "myarg:\"my val\"" ]
        //    which is the same end result when applying libuv quoting rules. although the actual
        //    command line from libuv quoting rules would look like:
        //          foo.exe "myarg:\"my val\""
        //
        // 3) double-up slashes that precede a quote,
        //    e.g.  hello \world    => "hello \world"
        //          hello\"world    => "hello\\""world"
        //          hello\\"world   => "hello\\\\""world"
        //          hello world\    => "hello world\\"
        //
        //    technically this is not required for a cmd.exe command line, or the batch argument parser.
        //    the reasons for including this as a .cmd quoting rule are:
        //
        //    a) this is optimized for the scenario where the argument is passed from the .cmd file to an
        //       external program. many programs (e.g. .NET console apps) rely on the slash-doubling rule.
        //
        //    b) it's what we've been doing previously (by deferring to node default behavior) and we
        //       haven't heard any complaints about that aspect.
        //
        // note, a weakness of the quoting rules chosen here, is that % is not escaped. in fact, % cannot be
        // escaped when used on the command line directly - even though within a .cmd file % can be escaped
        // by using %%.
        //
        // the saving grace is, on the command line, %var% is left as-is if var is not defined. this contrasts
        // the line parsing rules within a .cmd file, where if var is not defined it is replaced with nothing.
        //
        // one option that was explored was replacing % with ^% - i.e. %var% => ^%var^%. this hack would
        // often work, since it is unlikely that var^ would exist, and the ^ character is removed when the
        // variable is used. the problem, however, is that ^ is not removed when %* is used to pass the args
        // to an external program.
        //
        // an unexplored potential solution for the % escaping problem, is to create a wrapper .cmd file.
        // % can be escaped within a .cmd file.
        let reverse = '"';
        let quoteHit = true;
        for (let i = arg.length; i > 0; i--) {
            // walk the string in reverse
            reverse += arg[i - 1];
            if (quoteHit && arg[i - 1] === '\\') {
                reverse += '\\'; // double the slash
            }
            else if (arg[i - 1] === '"') {
                quoteHit = true;
                reverse += '"'; // double the quote
            }
            else {
                quoteHit = false;
            }
        }
        reverse += '"';
        return reverse.split('').reverse().join('');
    }
    _uvQuoteCmdArg(arg) {
        // Tool runner wraps child_process.spawn() and needs to apply the same quoting as
        // Node in certain cases where the undocumented spawn option windowsVerbatimArguments
        // is used.
        //
        // Since this function is a port of quote_cmd_arg from Node 4.x (technically, lib UV,
        // see https://github.com/nodejs/node/blob/v4.x/deps/uv/src/win/process.c for details),
        // pasting copyright notice from Node within this function:
        //
        //      Copyright Joyent, Inc. and other Node contributors. All rights reserved.
        //
        //      Permission is hereby granted, free of charge, to any person obtaining a copy
        //      of this software and associated documentation files (the "Software"), to
        //      deal in the Software without restriction, including without limitation the
        //      rights to use, copy, modify, merge, publish, distribute, sublicense, and/or
        //      sell copies of the Software, and to permit persons to whom the Software is
        //      furnished to do so, subject to the following conditions:
        //
        //      The above copyright notice and this permission notice shall be included in
        //      all copies or substantial portions of the Software.
        //
        //      THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
        //      IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
        //      FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
        //      AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
        //      LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING
        //      FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS
        //      IN THE SOFTWARE.
        if (!arg) {
            // Need double quotation for empty argument
            return '""';
        }
        if (!arg.includes(' ') && !arg.includes('\t') && !arg.includes('"')) {
            // No quotation needed
            return arg;
        }
        if (!arg.includes('"') && !arg.includes('\\')) {
            // No embedded double quotes or backslashes, so I can just wrap
            // quote marks around the whole thing.
            return `"${arg}"`;
        }
        // Expected input/output:
        //   input : hello"world
        //   output: "hello\"world"
        //   input : hello""world
        //   output: "hello\"\"world"
        //   input : hello\world
        //   output: hello\world
        //   input : hello\\world
        //   output: hello\\world
        //   input : hello\"world
        //   output: "hello\\\"world"
        //   input : hello\\"world
        //   output: "hello\\\\\"world"
        //   input : hello world\
        //   output: "hello world\\" - note the comment in libuv actually reads "hello world\"
        //                             but it appears the comment is wrong, it should be "hello world\\"
        let reverse = '"';
        let quoteHit = true;
        for (let i = arg.length; i > 0; i--) {
            // walk the string in reverse
            reverse += arg[i - 1];
            if (quoteHit && arg[i - 1] === '\\') {
                reverse += '\\';
            }
            else if (arg[i - 1] === '"') {
                quoteHit = true;
                reverse += '\\';
            }
            else {
                quoteHit = false;
            }
        }
        reverse += '"';
        return reverse.split('').reverse().join('');
    }
    _cloneExecOptions(options) {
        options = options || {};
        const result = {
            cwd: options.cwd || process.cwd(),
            env: options.env || process.env,
            silent: options.silent || false,
            windowsVerbatimArguments: options.windowsVerbatimArguments || false,
            failOnStdErr: options.failOnStdErr || false,
            ignoreReturnCode: options.ignoreReturnCode || false,
            delay: options.delay || 10000
        };
        result.outStream = options.outStream || process.stdout;
        result.errStream = options.errStream || process.stderr;
        return result;
    }
    _getSpawnOptions(options, toolPath) {
        options = options || {};
        const result = {};
        result.cwd = options.cwd;
        result.env = options.env;
        result['windowsVerbatimArguments'] =
            options.windowsVerbatimArguments || this._isCmdFile();
        if (options.windowsVerbatimArguments) {
            result.argv0 = `"${toolPath}"`;
        }
        return result;
    }
    /**
     * Exec a tool.
     * Output will be streamed to the live console.
     * Returns promise with return code
     *
     * @param     tool     path to tool to exec
     * @param     options  optional exec options.  See ExecOptions
     * @returns   number
     */
    exec() {
        return toolrunner_awaiter(this, void 0, void 0, function* () {
            // root the tool path if it is unrooted and contains relative pathing
            if (!isRooted(this.toolPath) &&
                (this.toolPath.includes('/') ||
                    (toolrunner_IS_WINDOWS && this.toolPath.includes('\\')))) {
                // prefer options.cwd if it is specified, however options.cwd may also need to be rooted
                this.toolPath = external_path_namespaceObject.resolve(process.cwd(), this.options.cwd || process.cwd(), this.toolPath);
            }
            // if the tool is only a file name, then resolve it from the PATH
            // otherwise verify it exists (add extension on Windows if necessary)
            this.toolPath = yield which(this.toolPath, true);
            return new Promise((resolve, reject) => toolrunner_awaiter(this, void 0, void 0, function* () {
                this._debug(`exec tool: ${this.toolPath}`);
                this._debug('arguments:');
                for (const arg of this.args) {
                    this._debug(`   ${arg}`);
                }
                const optionsNonNull = this._cloneExecOptions(this.options);
                if (!optionsNonNull.silent && optionsNonNull.outStream) {
                    optionsNonNull.outStream.write(this._getCommandString(optionsNonNull) + external_os_namespaceObject.EOL);
                }
                const state = new ExecState(optionsNonNull, this.toolPath);
                state.on('debug', (message) => {
                    this._debug(message);
                });
                if (this.options.cwd && !(yield exists(this.options.cwd))) {
                    return reject(new Error(`The cwd: ${this.options.cwd} does not exist!`));
                }
                const fileName = this._getSpawnFileName();
                const cp = external_child_process_namespaceObject.spawn(fileName, this._getSpawnArgs(optionsNonNull), this._getSpawnOptions(this.options, fileName));
                let stdbuffer = '';
                if (cp.stdout) {
                    cp.stdout.on('data', (data) => {
                        if (this.options.listeners && this.options.listeners.stdout) {
                            this.options.listeners.stdout(data);
                        }
                        if (!optionsNonNull.silent && optionsNonNull.outStream) {
                            optionsNonNull.outStream.write(data);
                        }
                        stdbuffer = this._processLineBuffer(data, stdbuffer, (line) => {
                            if (this.options.listeners && this.options.listeners.stdline) {
                                this.options.listeners.stdline(line);
                            }
                        });
                    });
                }
                let errbuffer = '';
                if (cp.stderr) {
                    cp.stderr.on('data', (data) => {
                        state.processStderr = true;
                        if (this.options.listeners && this.options.listeners.stderr) {
                            this.options.listeners.stderr(data);
                        }
                        if (!optionsNonNull.silent &&
                            optionsNonNull.errStream &&
                            optionsNonNull.outStream) {
                            const s = optionsNonNull.failOnStdErr
                                ? optionsNonNull.errStream
                                : optionsNonNull.outStream;
                            s.write(data);
                        }
                        errbuffer = this._processLineBuffer(data, errbuffer, (line) => {
                            if (this.options.listeners && this.options.listeners.errline) {
                                this.options.listeners.errline(line);
                            }
                        });
                    });
                }
                cp.on('error', (err) => {
                    state.processError = err.message;
                    state.processExited = true;
                    state.processClosed = true;
                    state.CheckComplete();
                });
                cp.on('exit', (code) => {
                    state.processExitCode = code;
                    state.processExited = true;
                    this._debug(`Exit code ${code} received from tool '${this.toolPath}'`);
                    state.CheckComplete();
                });
                cp.on('close', (code) => {
                    state.processExitCode = code;
                    state.processExited = true;
                    state.processClosed = true;
                    this._debug(`STDIO streams have closed for tool '${this.toolPath}'`);
                    state.CheckComplete();
                });
                state.on('done', (error, exitCode) => {
                    if (stdbuffer.length > 0) {
                        this.emit('stdline', stdbuffer);
                    }
                    if (errbuffer.length > 0) {
                        this.emit('errline', errbuffer);
                    }
                    cp.removeAllListeners();
                    if (error) {
                        reject(error);
                    }
                    else {
                        resolve(exitCode);
                    }
                });
                if (this.options.input) {
                    if (!cp.stdin) {
                        throw new Error('child process missing stdin');
                    }
                    cp.stdin.end(this.options.input);
                }
            }));
        });
    }
}
/**
 * Convert an arg string to an array of args. Handles escaping
 *
 * @param    argString   string of arguments
 * @returns  string[]    array of arguments
 */
function argStringToArray(argString) {
    const args = [];
    let inQuotes = false;
    let escaped = false;
    let arg = '';
    function append(c) {
        // we only escape double quotes.
        if (escaped && c !== '"') {
            arg += '\\';
        }
        arg += c;
        escaped = false;
    }
    for (let i = 0; i < argString.length; i++) {
        const c = argString.charAt(i);
        if (c === '"') {
            if (!escaped) {
                inQuotes = !inQuotes;
            }
            else {
                append(c);
            }
            continue;
        }
        if (c === '\\' && escaped) {
            append(c);
            continue;
        }
        if (c === '\\' && inQuotes) {
            escaped = true;
            continue;
        }
        if (c === ' ' && !inQuotes) {
            if (arg.length > 0) {
                args.push(arg);
                arg = '';
            }
            continue;
        }
        append(c);
    }
    if (arg.length > 0) {
        args.push(arg.trim());
    }
    return args;
}
class ExecState extends external_events_namespaceObject.EventEmitter {
    constructor(options, toolPath) {
        super();
        this.processClosed = false; // tracks whether the process has exited and stdio is closed
        this.processError = '';
        this.processExitCode = 0;
        this.processExited = false; // tracks whether the process has exited
        this.processStderr = false; // tracks whether stderr was written to
        this.delay = 10000; // 10 seconds
        this.done = false;
        this.timeout = null;
        if (!toolPath) {
            throw new Error('toolPath must not be empty');
        }
        this.options = options;
        this.toolPath = toolPath;
        if (options.delay) {
            this.delay = options.delay;
        }
    }
    CheckComplete() {
        if (this.done) {
            return;
        }
        if (this.processClosed) {
            this._setResult();
        }
        else if (this.processExited) {
            this.timeout = (0,external_timers_namespaceObject.setTimeout)(ExecState.HandleTimeout, this.delay, this);
        }
    }
    _debug(message) {
        this.emit('debug', message);
    }
    _setResult() {
        // determine whether there is an error
        let error;
        if (this.processExited) {
            if (this.processError) {
                error = new Error(`There was an error when attempting to execute the process '${this.toolPath}'. This may indicate the process failed to start. Error: ${this.processError}`);
            }
            else if (this.processExitCode !== 0 && !this.options.ignoreReturnCode) {
                error = new Error(`The process '${this.toolPath}' failed with exit code ${this.processExitCode}`);
            }
            else if (this.processStderr && this.options.failOnStdErr) {
                error = new Error(`The process '${this.toolPath}' failed because one or more lines were written to the STDERR stream`);
            }
        }
        // clear the timeout
        if (this.timeout) {
            clearTimeout(this.timeout);
            this.timeout = null;
        }
        this.done = true;
        this.emit('done', error, this.processExitCode);
    }
    static HandleTimeout(state) {
        if (state.done) {
            return;
        }
        if (!state.processClosed && state.processExited) {
            const message = `The STDIO streams did not close within ${state.delay / 1000} seconds of the exit event from process '${state.toolPath}'. This may indicate a child process inherited the STDIO streams and has not yet exited.`;
            state._debug(message);
        }
        state._setResult();
    }
}
//# sourceMappingURL=toolrunner.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/exec/lib/exec.js
var exec_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};


/**
 * Exec a command.
 * Output will be streamed to the live console.
 * Returns promise with return code
 *
 * @param     commandLine        command to execute (can include additional args). Must be correctly escaped.
 * @param     args               optional arguments for tool. Escaping is handled by the lib.
 * @param     options            optional exec options.  See ExecOptions
 * @returns   Promise<number>    exit code
 */
function exec(commandLine, args, options) {
    return exec_awaiter(this, void 0, void 0, function* () {
        const commandArgs = argStringToArray(commandLine);
        if (commandArgs.length === 0) {
            throw new Error(`Parameter 'commandLine' cannot be null or empty.`);
        }
        // Path to tool to execute should be first arg
        const toolPath = commandArgs[0];
        args = commandArgs.slice(1).concat(args || []);
        const runner = new ToolRunner(toolPath, args, options);
        return runner.exec();
    });
}
/**
 * Exec a command and get the output.
 * Output will be streamed to the live console.
 * Returns promise with the exit code and collected stdout and stderr
 *
 * @param     commandLine           command to execute (can include additional args). Must be correctly escaped.
 * @param     args                  optional arguments for tool. Escaping is handled by the lib.
 * @param     options               optional exec options.  See ExecOptions
 * @returns   Promise<ExecOutput>   exit code, stdout, and stderr
 */
function getExecOutput(commandLine, args, options) {
    return exec_awaiter(this, void 0, void 0, function* () {
        var _a, _b;
        let stdout = '';
        let stderr = '';
        //Using string decoder covers the case where a mult-byte character is split
        const stdoutDecoder = new external_string_decoder_namespaceObject.StringDecoder('utf8');
        const stderrDecoder = new external_string_decoder_namespaceObject.StringDecoder('utf8');
        const originalStdoutListener = (_a = options === null || options === void 0 ? void 0 : options.listeners) === null || _a === void 0 ? void 0 : _a.stdout;
        const originalStdErrListener = (_b = options === null || options === void 0 ? void 0 : options.listeners) === null || _b === void 0 ? void 0 : _b.stderr;
        const stdErrListener = (data) => {
            stderr += stderrDecoder.write(data);
            if (originalStdErrListener) {
                originalStdErrListener(data);
            }
        };
        const stdOutListener = (data) => {
            stdout += stdoutDecoder.write(data);
            if (originalStdoutListener) {
                originalStdoutListener(data);
            }
        };
        const listeners = Object.assign(Object.assign({}, options === null || options === void 0 ? void 0 : options.listeners), { stdout: stdOutListener, stderr: stdErrListener });
        const exitCode = yield exec(commandLine, args, Object.assign(Object.assign({}, options), { listeners }));
        //flush any remaining characters
        stdout += stdoutDecoder.end();
        stderr += stderrDecoder.end();
        return {
            exitCode,
            stdout,
            stderr
        };
    });
}
//# sourceMappingURL=exec.js.map
;// CONCATENATED MODULE: external "node:string_decoder"
const external_node_string_decoder_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:string_decoder");
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/utils.js
// We use any as a valid input type
/* eslint-disable @typescript-eslint/no-explicit-any */
/**
 * Sanitizes an input into a string so it can be passed into issueCommand safely
 * @param input input to sanitize into a string
 */
function toCommandValue(input) {
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
function issueCommand(command, properties, message) {
    const cmd = new Command(command, properties, message);
    process.stdout.write(cmd.toString() + external_os_namespaceObject.EOL);
}
function issue(name, message = '') {
    issueCommand(name, {}, message);
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
    return toCommandValue(s)
        .replace(/%/g, '%25')
        .replace(/\r/g, '%0D')
        .replace(/\n/g, '%0A');
}
function escapeProperty(s) {
    return toCommandValue(s)
        .replace(/%/g, '%25')
        .replace(/\r/g, '%0D')
        .replace(/\n/g, '%0A')
        .replace(/:/g, '%3A')
        .replace(/,/g, '%2C');
}
//# sourceMappingURL=command.js.map
;// CONCATENATED MODULE: external "crypto"
const external_crypto_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("crypto");
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/file-command.js
// For internal use, subject to change.
// We use any as a valid input type
/* eslint-disable @typescript-eslint/no-explicit-any */




function issueFileCommand(command, message) {
    const filePath = process.env[`GITHUB_${command}`];
    if (!filePath) {
        throw new Error(`Unable to find environment variable for file command ${command}`);
    }
    if (!external_fs_namespaceObject.existsSync(filePath)) {
        throw new Error(`Missing file at path: ${filePath}`);
    }
    external_fs_namespaceObject.appendFileSync(filePath, `${toCommandValue(message)}${external_os_namespaceObject.EOL}`, {
        encoding: 'utf8'
    });
}
function prepareKeyValueMessage(key, value) {
    const delimiter = `ghadelimiter_${external_crypto_namespaceObject.randomUUID()}`;
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
    return `${key}<<${delimiter}${external_os_namespaceObject.EOL}${convertedValue}${external_os_namespaceObject.EOL}${delimiter}`;
}
//# sourceMappingURL=file-command.js.map
;// CONCATENATED MODULE: ./lib/host/runner.js
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
function saveState(name, value) {
    fileCommand('STATE', name, value);
}
/** Adds text to the job's summary page. */
function addSummary(markdown) {
    if (process.env['GITHUB_STEP_SUMMARY'])
        issueFileCommand('STEP_SUMMARY', markdown);
}
/** Shows a message at the step and on the run's page, and at a line of a file where one is to blame. */
function annotate(severity, message, place) {
    const properties = place === undefined ? {} : { file: place.file, line: place.line };
    issueCommand(severity, properties, message.replaceAll('##[', '## ['));
}
function startGroup(name) {
    issueCommand('group', {}, name);
}
function endGroup() {
    issueCommand('endgroup', {}, '');
}
// Outside a runner (a shell, a demo) there are no files; what would be written there is shown in the log anyway.
function fileCommand(file, name, value) {
    if (process.env[`GITHUB_${file}`])
        issueFileCommand(file, prepareKeyValueMessage(name, value));
}

;// CONCATENATED MODULE: ./lib/host/log.js
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
    const token = (0,external_node_crypto_namespaceObject.randomUUID)();
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

;// CONCATENATED MODULE: ./lib/host/docker.js
/**
 * The only file that starts a process, and that process is always docker.
 *
 * `ask` runs the short commands with @actions/exec. `stream` runs what may take long or print much with
 * node:child_process, for the three things exec cannot do: a process group of the child's own, which gets
 * the signals the runner sends only to us; memory that does not grow with the output; and output that is
 * made inert before the runner sees it.
 */




/** Lines kept of a command's output, for the message when it fails. */
const TAIL_LINES = 200;
/** Runs a short docker command. Its exit code alone says whether it failed; the caller decides what that means. */
async function ask(args) {
    try {
        const options = { silent: true, ignoreReturnCode: true };
        const { exitCode, stdout, stderr } = await getExecOutput('docker', [...args], options);
        return { code: exitCode, stdout, stderr };
    }
    catch (error) {
        throw notStarted(error);
    }
}
const running = new Set();
/** Runs a docker command in a process group of its own, in memory that does not grow with its output. */
function stream(args, options = {}) {
    const { onText, onLine, onStdout } = options;
    const kept = lastLines(TAIL_LINES, onLine);
    return new Promise((resolve, reject) => {
        const child = (0,external_node_child_process_namespaceObject.spawn)('docker', args, { detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
        const { pid } = child;
        const pieces = textPieces((text) => {
            kept.push(text);
            if (onText?.(text) === false)
                holdBack(child);
        });
        if (pid !== undefined)
            running.add(pid);
        child.stdout.on('data', onStdout ?? pieces.push);
        child.stderr.on('data', pieces.push);
        child.on('error', (error) => reject(notStarted(error)));
        child.on('close', (code, signal) => {
            if (pid !== undefined)
                running.delete(pid);
            pieces.end();
            resolve({ code: code ?? 128 + signalNumber(signal), tail: kept.lines() });
        });
    });
}
function holdBack({ stdout, stderr }) {
    for (const output of [stdout, stderr]) {
        output.pause();
        whenWritten(() => output.resume());
    }
}
/** Most bytes that `fetchBytes` keeps; registries refuse manifests of more than 4 MiB. */
const BYTES_LIMIT = 16 << 20;
/** Runs a docker command whose stdout is wanted byte for byte, as `stream` runs it. What is too long is cut. */
async function fetchBytes(args) {
    const chunks = [];
    let size = 0;
    const ended = await stream(args, {
        onStdout: (chunk) => {
            size += chunk.length;
            if (size <= BYTES_LIMIT)
                chunks.push(chunk);
        },
    });
    return { ...ended, bytes: Buffer.concat(chunks) };
}
/** How many streamed commands are running. */
function runningChildren() {
    return running.size;
}
/** Passes a signal on to every streamed command and all its descendants. */
function signalChildren(signal) {
    for (const pid of running) {
        try {
            process.kill(-pid, signal);
        }
        catch {
            // It ended in between.
        }
    }
}
function signalNumber(signal) {
    return signal === 'SIGINT' ? 2 : signal === 'SIGKILL' ? 9 : 15;
}
function notStarted(error) {
    const why = error instanceof Error ? error.message : String(error);
    return new Failure(`The docker command could not be started: ${why}.`, "Install docker with buildx, or use a runner that has it (GitHub's ubuntu runners do), and see that it is in PATH.");
}

;// CONCATENATED MODULE: ./lib/json.js
/**
 * Looks into JSON that came from outside without believing its shape: whatever is not there, or is of
 * another type, is empty.
 */
/** The member of an object; undefined for anything else. */
function field(value, name) {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
        return undefined;
    return Object.getOwnPropertyDescriptor(value, name)?.value;
}
/** The string at a path of members; '' where there is none. */
function json_text(value, ...path) {
    const found = path.reduce(field, value);
    return typeof found === 'string' ? found : '';
}
/** The array at a path of members; empty where there is none. */
function array(value, ...path) {
    const found = path.reduce(field, value);
    return Array.isArray(found) ? found : [];
}
/** Parses, giving undefined for text that is no JSON. */
function parseJson(source) {
    try {
        return JSON.parse(source);
    }
    catch {
        return undefined;
    }
}

;// CONCATENATED MODULE: ./lib/platforms/names.js
/**
 * The names that platforms are made of. Normalised as containerd does it (containerd/platforms v1.0.0-rc.4,
 * database.go), because BuildKit labels images and computes TARGET* with that code: whatever we would call
 * differently would be another platform in the published index.
 */
/**
 * Operating systems: containerd's list, plus the two names of WebAssembly that image builds use.
 * The usual ones first, so that of two equally near guesses the likelier wins.
 */
const SYSTEMS = [
    ...['linux', 'windows', 'darwin', 'freebsd', 'wasi', 'wasip1', 'js', 'aix', 'android', 'dragonfly'],
    ...['hurd', 'illumos', 'ios', 'nacl', 'netbsd', 'openbsd', 'plan9', 'solaris', 'zos'],
];
/** Where WebAssembly runs. They have no other architecture, and no other system has this one. */
const WASM_SYSTEMS = ['wasi', 'wasip1', 'js'];
/**
 * Architectures that containerd knows, each with the variants it may have.
 * The variants are those of the OCI image-spec v1.1.1 (image-index.md, "Platform Variants"), which leaves the end
 * of most lists open: for arm64 they are continued as in containerd's compare.go, for the others as in Go's
 * GOAMD64, GOPPC64 and GORISCV64. arm/v5 is not in the spec, but Debian publishes it.
 */
const VARIANTS = new Map([
    ['amd64', ['v1', 'v2', 'v3', 'v4']],
    ['arm64', ['v8', ...minors('v8', 9), 'v9', ...minors('v9', 7)]],
    ['arm', ['v5', 'v6', 'v7', 'v8']],
    ['386', []],
    ['riscv64', ['rva20u64', 'rva22u64', 'rva23u64']],
    ['ppc64le', ['power8', 'power9', 'power10']],
    ['s390x', []],
    ['loong64', []],
    ['mips64le', []],
    ['mips64', []],
    ['ppc64', []],
    ['mipsle', []],
    ['mips', []],
    ['wasm', []],
    ['amd64p32', []],
    ['armbe', []],
    ['arm64be', []],
    ['mips64p32', []],
    ['mips64p32le', []],
    ['ppc', []],
    ['riscv', []],
    ['s390', []],
    ['sparc', []],
    ['sparc64', []],
]);
/** Other names of an architecture. One that fixes the variant overrides a given one, as in containerd. */
const ARCH_ALIASES = new Map([
    ['x86_64', { arch: 'amd64' }],
    ['x86-64', { arch: 'amd64' }],
    ['aarch64', { arch: 'arm64' }],
    ['armhf', { arch: 'arm', variant: 'v7' }],
    ['armel', { arch: 'arm', variant: 'v6' }],
    ['i386', { arch: '386', variant: '' }],
]);
/** Other names of a variant, each after its normalised architecture. */
const VARIANT_ALIASES = new Map([
    ['amd64/v1', ''],
    ['arm64/8', ''],
    ['arm64/v8', ''],
    ['arm64/v8.0', ''],
    ['arm64/9', 'v9'],
    ['arm64/9.0', 'v9'],
    ['arm64/v9.0', 'v9'],
    ['arm/', 'v7'],
    ['arm/5', 'v5'],
    ['arm/6', 'v6'],
    ['arm/7', 'v7'],
    ['arm/8', 'v8'],
]);
/** The normalised architectures, the usual ones first. */
const ARCHITECTURES = [...VARIANTS.keys()];
/** Every name that an architecture may be written with. */
const ARCH_SPELLINGS = [...ARCHITECTURES, ...ARCH_ALIASES.keys()];
/** Lower case, and macos is darwin. */
function normaliseSystem(os) {
    const lower = os.toLowerCase();
    return lower === 'macos' ? 'darwin' : lower;
}
/** Lower case, with aliases resolved; unknown names stay. */
function normaliseArch(arch, variant) {
    const written = arch.toLowerCase();
    const alias = ARCH_ALIASES.get(written);
    const name = alias?.arch ?? written;
    if (alias?.variant !== undefined)
        return { arch: name, variant: alias.variant };
    const lower = variant.toLowerCase();
    return { arch: name, variant: VARIANT_ALIASES.get(`${name}/${lower}`) ?? lower };
}
/** Whether a normalised system is known. */
function isSystem(os) {
    return SYSTEMS.includes(os);
}
/** Whether a normalised architecture is known. */
function isArch(arch) {
    return VARIANTS.has(arch);
}
/** The variants of a normalised architecture, for people to choose from. */
function variantsOf(arch) {
    return VARIANTS.get(arch) ?? [];
}
/** Whether a normalised architecture has that normalised variant; none is always right. */
function isVariant(arch, variant) {
    return variant === '' || variantsOf(arch).includes(variant);
}
/** Whether the two can go together: WebAssembly is the one architecture with systems of its own. */
function canPair(os, arch) {
    return WASM_SYSTEMS.includes(os) === (arch === 'wasm');
}
function minors(major, last) {
    return Array.from({ length: last }, (_, index) => `${major}.${index + 1}`);
}

;// CONCATENATED MODULE: ./lib/platforms/suggest.js

/**
 * What people write for a system where containerd wants another name: process.platform of Node, `uname -s`,
 * distributions.
 */
const MISSPELT_SYSTEMS = new Map([
    ...spelt('darwin', ['mac', 'osx', 'macosx', 'apple']),
    ...spelt('windows', ['win', 'win32', 'win64', 'windows_nt']),
    ...spelt('linux', ['lin', 'linux32', 'linux64', 'gnu', 'alpine', 'debian', 'ubuntu']),
    ...spelt('freebsd', ['bsd']),
    ...spelt('solaris', ['sunos']),
    ...spelt('wasi', ['wasm', 'wasm32', 'wasix']),
]);
/**
 * What people write for an architecture where containerd wants another name: the names of Debian, Node, Docker
 * Official Images, `uname -m` and GNU. A number after the name, as in armv7l or arm32v6, is read separately.
 */
const MISSPELT_ARCHES = new Map([
    ...spelt('amd64', ['x64', 'x8664', 'x86_64_v1', 'amd', 'intel', 'intel64', 'em64t']),
    ...spelt('386', ['x86', 'ia32', 'i486', 'i586', 'i686', '686', 'x32']),
    ...spelt('arm64', ['aarch', 'armv8', 'armv8l', 'armv8a', 'armv8-a', 'arm8', 'm1', 'apple']),
    ...spelt('arm', ['arm32', 'armhfp', 'armv7hl']),
    ...spelt('ppc64le', ['ppc64el', 'powerpc64le', 'ppcle', 'power']),
    ...spelt('ppc64', ['powerpc64']),
    ...spelt('ppc', ['powerpc']),
    ...spelt('mips64le', ['mips64el']),
    ...spelt('mipsle', ['mipsel']),
    ...spelt('riscv64', ['risc-v', 'riscv64gc', 'rv64', 'rv64gc']),
    ...spelt('loong64', ['loongarch64', 'loongarch', 'loong', 'la64']),
    ...spelt('wasm', ['wasm32', 'wasm64', 'webassembly']),
]);
/** Nothing longer is near to a platform, and the patterns below are not made for it. */
const LONGEST = 64;
/**
 * The platform that a wrong text most likely means, as it should be written; undefined where no guess is near.
 * It is only ever shown: what is built for is never guessed.
 */
function suggestion(text) {
    if (text.length > LONGEST)
        return undefined;
    const version = /\(([\w.-]+)/.exec(text)?.[1];
    const words = inOrder(wordsOf(text.replace(/\(.*?\)/g, '')));
    const [first = '', second, third] = words;
    if (second === undefined)
        return alone(first, version);
    const os = exactSystem(first) ?? guessSystem(first);
    const arch = guessArch(second, third);
    return os === undefined || arch === undefined ? undefined : written(os, version, arch);
}
/** The words between slashes; also those of linux-arm64, but not of x86-64. */
function wordsOf(text) {
    const [first = '', ...rest] = text
        .toLowerCase()
        .split(/[/\\]/)
        .map((word) => word.replace(/[^a-z0-9_.:-]/g, ''))
        .filter((word) => word !== '');
    const joined = /^([a-z0-9]+)[-_:.](.+)$/.exec(first);
    if (joined?.[1] !== undefined && joined[2] !== undefined && exactSystem(joined[1]) !== undefined) {
        return [joined[1], joined[2], ...rest];
    }
    return [first, ...rest];
}
/** System first: it is added to arm/v7, and arm64/linux is turned round. */
function inOrder(words) {
    const [first = '', second, ...rest] = words;
    if (second === undefined || exactSystem(first) !== undefined || exactArch(first) === undefined)
        return words;
    return exactSystem(second) === undefined ? ['linux', ...words] : [second, first, ...rest];
}
function alone(word, version) {
    const system = exactSystem(word);
    const arch = system === undefined ? guessArch(word) : undefined;
    if (arch !== undefined)
        return written('linux', version, arch);
    const os = system ?? guessSystem(word);
    return os === undefined ? undefined : written(os, version, { arch: 'amd64', variant: '' });
}
function written(os, version, { arch, variant }) {
    const system = version === undefined ? os : `${os}(${version})`;
    if (canPair(os, arch))
        return [system, arch, variant].filter((part) => part !== '').join('/');
    return os === 'wasip1' || os === 'js' ? `${os}/wasm` : 'wasi/wasm';
}
function exactSystem(word) {
    const os = normaliseSystem(word);
    return isSystem(os) ? os : MISSPELT_SYSTEMS.get(os);
}
function guessSystem(word) {
    return nearest(word, SYSTEMS);
}
function exactArch(word) {
    const known = normaliseArch(MISSPELT_ARCHES.get(word) ?? word, '');
    if (isArch(known.arch))
        return known;
    // armv7l, arm32v6, arm64v8, arm-v7, amd64v3, x86-64-v2
    const [, name = '', number = ''] = /^(.+?)[-_.]?v?(\d+(?:\.\d+)?)[a-z]*$/.exec(word) ?? [];
    const base = normaliseArch(MISSPELT_ARCHES.get(name) ?? name, '').arch;
    return isArch(base) && number !== '' ? withVariant(base, `v${number}`) : undefined;
}
function guessArch(word, variant) {
    const near = nearest(word, ARCH_SPELLINGS);
    const arch = exactArch(word) ?? (near === undefined ? undefined : normaliseArch(near, ''));
    if (arch === undefined || variant === undefined)
        return arch;
    // arm/64 and x86/64 are one name cut in two.
    return exactArch(word + variant) ?? guessVariant(arch, variant);
}
function guessVariant({ arch }, word) {
    const variants = variantsOf(arch);
    if (variants.length === 0)
        return { arch, variant: '' };
    const begun = word.length > 1 ? variants.find((variant) => variant.startsWith(word)) : undefined;
    const number = /\d+(\.\d+)?/.exec(word)?.[0];
    // Never the nearest one: v9 is as near to v5 as to v8.
    return withVariant(arch, begun ?? `v${number}`);
}
function withVariant(arch, variant) {
    const normalised = normaliseArch(arch, variant);
    return isVariant(arch, normalised.variant) ? normalised : undefined;
}
/** The candidate that one slip makes of the word, two in a long one; the first of equally near ones. */
function nearest(word, candidates) {
    const allowed = word.length < 6 ? 1 : 2;
    const [best] = candidates
        // Most are ruled out by their length alone.
        .filter((candidate) => Math.abs(candidate.length - word.length) <= allowed)
        .map((candidate) => ({ candidate, distance: distance(word, candidate) }))
        .filter((guess) => guess.distance <= allowed)
        .sort((a, b) => a.distance - b.distance);
    return best?.candidate;
}
/** Cheaper than a replacement: amr64 is arm64 with two keys swapped sooner than a mistyped amd64. */
const SWAP = 0.5;
/** Optimal string alignment: insertions, deletions, replacements, and swaps of neighbours. */
function distance(a, b) {
    let beforeLast = [];
    let last = Array.from({ length: b.length + 1 }, (_, column) => column);
    for (let row = 1; row <= a.length; row++) {
        const current = [row];
        for (let column = 1; column <= b.length; column++) {
            const same = a[row - 1] === b[column - 1];
            const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
            current[column] = Math.min(at(last, column) + 1, at(current, column - 1) + 1, at(last, column - 1) + (same ? 0 : 1), swapped ? at(beforeLast, column - 2) + SWAP : Number.POSITIVE_INFINITY);
        }
        beforeLast = last;
        last = current;
    }
    return at(last, b.length);
}
function at(costs, column) {
    return costs[column] ?? Number.POSITIVE_INFINITY;
}
function spelt(right, wrong) {
    return wrong.map((word) => [word, right]);
}

;// CONCATENATED MODULE: ./lib/platforms/platform.js



const FORM = 'Write os/arch or os/arch/variant, for example linux/arm64.';
/**
 * Reads `os/arch[/variant]`, `os(version)/arch[/variant]`, or a lone architecture, which means Linux.
 *
 * containerd and buildx take any name and publish it; here an unknown one is refused, because what they would
 * make of `linux/amr64` is an image that no machine ever pulls. They also let the machine decide about `linux`
 * and `local`; a result must not depend on the machine that happened to run the build.
 *
 * @throws InvalidValue with the platform that was probably meant.
 */
function parsePlatform(text) {
    const mistake = mistakeIn(text);
    if (mistake === undefined)
        return understand(text);
    throw new InvalidValue(mistake.what, severalCure(text) ?? guessCure(text) ?? mistake.cure);
}
/** The platform as people write it: linux/arm/v7, windows(10.0.17763)/amd64. */
function printPlatform({ os, osVersion, arch, variant }) {
    const system = osVersion === '' ? os : `${os}(${escapeVersion(osVersion)})`;
    return [system, arch, variant].filter((part) => part !== '').join('/');
}
/** Whether an image for one is an image for the other. */
function samePlatform(a, b) {
    return a.os === b.os && a.osVersion === b.osVersion && a.arch === b.arch && a.variant === b.variant;
}
/** Each platform once, in the order of first mention. */
function distinctPlatforms(platforms) {
    return platforms.filter((platform, index) => platforms.findIndex((p) => samePlatform(p, platform)) === index);
}
/**
 * A platform that somebody else wrote into an index or an image. It is never refused: `unknown/unknown` marks an
 * attestation, and of an image that is already there the true name must be told, however odd.
 */
function platformFromParts(parts) {
    return {
        os: normaliseSystem(parts.os),
        osVersion: parts['os.version'] ?? '',
        ...normaliseArch(parts.architecture, parts.variant ?? ''),
    };
}
function mistakeIn(text) {
    return formMistake(text) ?? nameMistake(text, understand(text));
}
/** What is wrong before any name is looked at. */
function formMistake(text) {
    if (text === '')
        return { what: 'platform "" is empty.', cure: FORM };
    if (text.toLowerCase() === 'local') {
        const what = `platform "${text}" depends on the machine that runs the build.`;
        return { what, cure: 'Name the platform itself, for example linux/amd64.' };
    }
    if (/\s/.test(text))
        return { what: `platform "${text}" contains whitespace.`, cure: FORM };
    const parts = text.split('/').length;
    if (parts > 3)
        return { what: `platform "${text}" has ${parts} parts.`, cure: FORM };
    if (/^[\w-]+\([^)]*\+/.test(text)) {
        const what = `platform "${text}" asks for operating system features, which is not supported.`;
        return { what, cure: 'Leave out the part from the + on.' };
    }
    if (!/^[\w-]+(\([\w.-]+\))?(\/[\w.-]+){0,2}$/.test(text)) {
        return { what: `platform "${text}" is malformed.`, cure: FORM };
    }
    return undefined;
}
/** Splits a well-formed text and normalises its names. */
function understand(text) {
    const [first = '', second, third = ''] = text.split('/');
    const [, system = first, osVersion = ''] = /^(.*)\((.*)\)$/.exec(first) ?? [];
    if (second !== undefined) {
        return { os: normaliseSystem(system), osVersion, ...normaliseArch(second, third) };
    }
    const lone = normaliseArch(system, '');
    if (isArch(lone.arch) && osVersion === '')
        return { os: 'linux', osVersion, ...lone };
    return { os: normaliseSystem(system), osVersion, arch: '', variant: '' };
}
/** Which of the names is not one. */
function nameMistake(text, { os, arch }) {
    const [system, archName, variantName] = text.split('/');
    if (!isSystem(os)) {
        const kind = archName === undefined ? 'operating system or architecture' : 'operating system';
        const cure = `Known operating systems are ${SYSTEMS.join(', ')}; known architectures are ${ARCHITECTURES.join(', ')}.`;
        return { what: `unknown ${kind} "${system}" in platform "${text}".`, cure };
    }
    if (arch === '')
        return { what: `platform "${text}" names no architecture.`, cure: FORM };
    if (!isArch(arch)) {
        const cure = `Known architectures are ${ARCHITECTURES.join(', ')}.`;
        return { what: `unknown architecture "${archName}" in platform "${text}".`, cure };
    }
    if (!canPair(os, arch)) {
        return { what: `${arch} does not run on ${os} in platform "${text}".`, cure: FORM };
    }
    return variantName === undefined ? undefined : variantMistake(text, archName ?? '', variantName);
}
function variantMistake(text, archName, variantName) {
    const { arch, variant } = normaliseArch(archName, variantName);
    const asked = normaliseArch(arch, variantName).variant;
    // armhf fixes v7: containerd makes arm/v7 of armhf/v6, although Alpine and Raspbian call v6 armhf.
    if (isVariant(arch, asked) && asked === variant)
        return undefined;
    const known = variantsOf(arch).join(', ');
    return {
        what: `unknown variant "${variantName}" of ${archName} in platform "${text}".`,
        cure: known === '' ? `${arch} has no variants.` : `Known variants of ${arch} are ${known}.`,
    };
}
/** For several platforms in one text. */
function severalCure(text) {
    const words = text.split(/\s+/).filter((word) => word !== '');
    const several = words.length > 1 && words.every((word) => mistakeIn(word) === undefined);
    return several ? `Separate platforms by commas or lines: ${words.join(',')}` : undefined;
}
/** For a text that is near to a platform. */
function guessCure(text) {
    const closed = text.replace(/\s/g, '');
    const guess = mistakeIn(closed) === undefined
        ? printPlatform(understand(closed))
        : suggestion(text.trim().replace(/\s+/g, '/'));
    return guess === undefined ? undefined : `Did you mean ${guess}?`;
}
/** As containerd's FormatAll does it, so that foreign versions print unambiguously. */
function escapeVersion(version) {
    return version.replace(/[%+()/]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}

;// CONCATENATED MODULE: ./lib/platforms/emulators.js

/** Numbers from the gABI's list of EM_ constants, the same as in <elf.h> and in Go's debug/elf. */
const MACHINES = {
    amd64: { class: 64, endian: 'little', elfMachine: 62 },
    arm64: { class: 64, endian: 'little', elfMachine: 183 },
    arm: { class: 32, endian: 'little', elfMachine: 40 },
    '386': { class: 32, endian: 'little', elfMachine: 3 },
    riscv64: { class: 64, endian: 'little', elfMachine: 243 },
    ppc64le: { class: 64, endian: 'little', elfMachine: 21 },
    s390x: { class: 64, endian: 'big', elfMachine: 22 },
    loong64: { class: 64, endian: 'little', elfMachine: 258 },
    mips64le: { class: 64, endian: 'little', elfMachine: 8 },
    mips64: { class: 64, endian: 'big', elfMachine: 8 },
    ppc64: { class: 64, endian: 'big', elfMachine: 21 },
    mipsle: { class: 32, endian: 'little', elfMachine: 8 },
    mips: { class: 32, endian: 'big', elfMachine: 8 },
    ppc: { class: 32, endian: 'big', elfMachine: 20 },
    riscv: { class: 32, endian: 'little', elfMachine: 243 },
    s390: { class: 32, endian: 'big', elfMachine: 22 },
    sparc: { class: 32, endian: 'big', elfMachine: 2 },
    sparc64: { class: 64, endian: 'big', elfMachine: 43 },
    arm64be: { class: 64, endian: 'big', elfMachine: 183 },
    armbe: { class: 32, endian: 'big', elfMachine: 40 },
};
const machineByArch = new Map(Object.entries(MACHINES));
/**
 * What the binfmt installer can add, by architecture: tonistiigi/binfmt, cmd/binfmt/config.go.
 * It calls all of them as Go and BuildKit do, which need not stay so: hence the name of its own.
 */
const EMULATORS = {
    amd64: { binfmt: 'amd64', machine: MACHINES.amd64 },
    arm64: { binfmt: 'arm64', machine: MACHINES.arm64 },
    arm: { binfmt: 'arm', machine: MACHINES.arm },
    '386': { binfmt: '386', machine: MACHINES['386'] },
    riscv64: { binfmt: 'riscv64', machine: MACHINES.riscv64 },
    ppc64le: { binfmt: 'ppc64le', machine: MACHINES.ppc64le },
    s390x: { binfmt: 's390x', machine: MACHINES.s390x },
    loong64: { binfmt: 'loong64', machine: MACHINES.loong64 },
    mips64le: { binfmt: 'mips64le', machine: MACHINES.mips64le },
    mips64: { binfmt: 'mips64', machine: MACHINES.mips64 },
};
/** The ELF identity of a normalised architecture. */
function machineOf(arch) {
    return machineByArch.get(arch);
}
/** Whether the binfmt installer has an emulator for it. QEMU's user mode runs Linux programs only. */
function canEmulate(platform) {
    return platform.os === 'linux' && Object.hasOwn(EMULATORS, platform.arch);
}
/**
 * Whether programs of the platform run on the machine's processor itself.
 *
 * - A variant of the machine's architecture counts as native, also amd64/v4 on a processor that may be too old for
 *   it: no emulator of a processor's own architecture would be used, and BuildKit runs such builds as they are.
 * - linux/386 runs on amd64, as BuildKit counts it.
 * - arm runs on arm of the same or a higher version.
 * - 32-bit arm on arm64 does not count, although BuildKit and containerd's compare.go take it as compatible:
 *   AArch32 is optional in the processor. Neoverse V2 (Graviton4) dropped it (llvm/llvm-zorg#354), Apple's chips and
 *   Cavium ThunderX never had it (pypa/cibuildwheel#2135), and the kernel refuses it on mixed ones (Linux,
 *   Documentation/arch/arm64/asymmetric-32bit.rst). Others, such as Neoverse N1 and N2, have it; there a needless
 *   emulator costs time, while a missing one would cost the build.
 */
function isNative(platform, machine) {
    if (platform.os !== machine.os)
        return false;
    if (platform.arch === '386' && machine.arch === 'amd64')
        return platform.os === 'linux';
    if (platform.arch !== machine.arch)
        return false;
    return platform.arch !== 'arm' || armVersion(platform) <= armVersion(machine);
}
/**
 * Reads one file of /proc/sys/fs/binfmt_misc, as fs/binfmt_misc.c of Linux writes it (bm_entry_read).
 * undefined for entries that go by the name's extension, and for the files `status` and `register`.
 */
function parseHandler(name, text) {
    const [state = '', ...lines] = text.split('\n');
    const fields = new Map(lines.map((line) => fieldOf(line)));
    const interpreter = fields.get('interpreter') ?? '';
    const magic = fields.get('magic') ?? '';
    const mask = fields.get('mask') ?? '';
    const offset = fields.get('offset') ?? '';
    const isWhole = interpreter !== '' && isHex(magic) && /^\d+$/.test(offset);
    const isMask = mask === '' || (isHex(mask) && mask.length === magic.length);
    if (!['enabled', 'disabled'].includes(state) || !isWhole || !isMask)
        return undefined;
    const flags = fields.get('flags:') ?? '';
    return { name, enabled: state === 'enabled', interpreter, flags, magic, mask, offset: Number(offset) };
}
/**
 * Whether the kernel gives programs of that machine to this handler: decided by magic and mask, so that it does not
 * matter whether the emulator is QEMU, Rosetta, box64 or FEX, nor what the entry is called.
 */
function handles(handler, machine) {
    return EXECUTABLE_TYPES.every((type) => matches(handler, elfHeader(machine, type)));
}
/**
 * Why RUN in a container of that platform would not work, as the end of a sentence; undefined where it does.
 * One working handler is enough: of several the kernel takes the youngest, which the files do not tell.
 */
function emulatorProblem(handlers, platform) {
    const name = printPlatform(platform);
    if (platform.os !== 'linux')
        return `${name} cannot be emulated, only Linux can`;
    const machine = machineOf(platform.arch);
    if (machine === undefined)
        return `no emulator is known for ${name}`;
    const fitting = handlers.filter((handler) => handles(handler, machine));
    const enabled = fitting.filter((handler) => handler.enabled);
    if (enabled.some((handler) => handler.flags.includes('F')))
        return undefined;
    const [handler] = enabled.length > 0 ? enabled : fitting;
    if (handler === undefined)
        return `no emulator for ${name} is registered in binfmt_misc`;
    const emulator = `the emulator for ${name} (${handler.name} in binfmt_misc)`;
    if (!handler.enabled)
        return `${emulator} is disabled`;
    return `${emulator} lacks the F flag, so that containers do not find its interpreter ${handler.interpreter}`;
}
/** ET_EXEC and ET_DYN: a distribution has programs of both types. */
const EXECUTABLE_TYPES = [2, 3];
/** An ELF header's size for 64 bits; no handler looks at more. */
const HEADER_SIZE = 64;
/**
 * The header of a program for the machine. What differs between programs is zero; of e_flags too, where MIPS handlers
 * tell the o32 ABI (bit 0x20 clear), which the platforms mips and mipsle have, from n32.
 */
function elfHeader(machine, type) {
    const half = (value) => inOrder([value & 0xff, value >> 8]);
    const inOrder = (bytes) => (machine.endian === 'little' ? bytes : bytes.toReversed());
    const magic = [0x7f, 0x45, 0x4c, 0x46];
    const identity = [machine.class === 64 ? 2 : 1, machine.endian === 'little' ? 1 : 2, 1];
    const padding = new Array(9).fill(0);
    const version = inOrder([1, 0, 0, 0]);
    const known = [...magic, ...identity, ...padding, ...half(type), ...half(machine.elfMachine), ...version];
    return [...known, ...new Array(HEADER_SIZE - known.length).fill(0)];
}
/** The comparison of check_file in fs/binfmt_misc.c; what lies behind the header is unknown and must not count. */
function matches(handler, header) {
    const mask = bytes(handler.mask);
    return bytes(handler.magic).every((wanted, index) => {
        const relevant = mask[index] ?? 0xff;
        const found = header[handler.offset + index];
        return found === undefined ? relevant === 0 : ((found ^ wanted) & relevant) === 0;
    });
}
function bytes(hex) {
    return (hex.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16));
}
function isHex(text) {
    return /^([0-9a-f]{2})+$/i.test(text);
}
/** `interpreter /usr/bin/qemu-arm` is a name, one space and the rest, which may have spaces. */
function fieldOf(line) {
    const end = line.indexOf(' ');
    return end === -1 ? [line, ''] : [line.slice(0, end), line.slice(end + 1)];
}
function armVersion({ variant }) {
    return Number.parseInt(variant.replace('v', ''), 10);
}

;// CONCATENATED MODULE: ./lib/facts/builder.js


/**
 * Reads what `docker buildx inspect` prints: `Key: value` lines, the nodes after a line `Nodes:`. buildx has
 * no JSON form for one builder. Unknown lines are passed over.
 */
function parseBuilder(output) {
    const [head = '', ...nodes] = output.split(/^Nodes:$|\n(?=Name:)/m);
    const rest = nodes.filter((part) => /^Name:/m.test(part));
    return { name: value(head, 'Name'), driver: value(head, 'Driver'), nodes: rest.map(parseNode) };
}
function parseNode(block) {
    const listed = value(block, 'Platforms').split(',').flatMap(listedPlatform);
    return {
        name: value(block, 'Name'),
        endpoint: value(block, 'Endpoint'),
        status: value(block, 'Status'),
        buildkit: value(block, 'BuildKit version') || value(block, 'BuildKit') || value(block, 'Buildkit'),
        platforms: listed.map(({ platform }) => platform),
        own: ownPlatform(listed),
    };
}
/** A `*` marks a declared platform. A platform we do not know cannot be asked for. */
function listedPlatform(text) {
    const name = text.trim();
    try {
        return [{ platform: parsePlatform(name.replace(/\*$/, '')), declared: name.endsWith('*') }];
    }
    catch (error) {
        if (error instanceof InvalidValue)
            return [];
        throw error;
    }
}
/** The machine's own platform comes first, unless others were declared for the node: those come before it. */
function ownPlatform([first]) {
    return first?.declared === false ? first.platform : undefined;
}
function value(block, key) {
    const line = block.split('\n').find((candidate) => candidate.startsWith(`${key}:`));
    return line?.slice(key.length + 1).trim() ?? '';
}

;// CONCATENATED MODULE: ./lib/facts/event.js


/** Reads the event from the runner's variables and its payload file. Outside a runner everything is ''. */
function readEvent(env) {
    const payload = readPayload(env['GITHUB_EVENT_PATH']);
    const onTag = env['GITHUB_REF_TYPE'] === 'tag';
    const base = env['GITHUB_BASE_REF'] || stripHeads(json_text(payload, 'merge_group', 'base_ref'));
    // A merge queue's own branch lives for one run: what it builds becomes the base branch.
    const own = json_text(payload, 'merge_group', 'base_ref') === '' ? env['GITHUB_REF_NAME'] : base;
    return {
        branch: onTag ? '' : env['GITHUB_HEAD_REF'] || own || '',
        base: base ?? '',
        defaultBranch: json_text(payload, 'repository', 'default_branch'),
        onTag,
        fork: isFork(payload),
    };
}
/**
 * A pull request, or a workflow that runs after another one, whose code is from another repository or from one
 * that is deleted by now.
 */
function isFork(payload) {
    const own = json_text(payload, 'repository', 'full_name');
    const pull = field(payload, 'pull_request');
    if (pull !== undefined)
        return json_text(pull, 'head', 'repo', 'full_name') !== own;
    const earlier = field(payload, 'workflow_run');
    return earlier !== undefined && json_text(earlier, 'head_repository', 'full_name') !== own;
}
function readPayload(path) {
    if (!path)
        return undefined;
    try {
        return parseJson((0,external_node_fs_namespaceObject.readFileSync)(path, 'utf8'));
    }
    catch {
        // A runner that has no payload file tells us nothing; that is no reason to fail.
        return undefined;
    }
}
function stripHeads(ref) {
    return ref.replace(/^refs\/heads\//, '');
}

;// CONCATENATED MODULE: ./lib/facts/read.js











const BINFMT_MISC = '/proc/sys/fs/binfmt_misc';
/** A context that only the builder can look at: a URL, an SSH address of a repository, or github.com/… */
const REMOTE_CONTEXT = /^(?:[a-z]+:\/\/|git@|github\.com\/)/;
/** Looks at the paths in the inputs. Starts no process. */
function readPaths(inputs) {
    const { context, file } = inputs;
    const dockerfile = file === '' ? (0,external_node_path_namespaceObject.join)(context, 'Dockerfile') : file;
    if (REMOTE_CONTEXT.test(context))
        return { context: 'elsewhere', dockerfile, dockerfileIs: 'elsewhere' };
    return {
        context: kind(context) === 'folder' ? 'folder' : 'missing',
        dockerfile,
        dockerfileIs: REMOTE_CONTEXT.test(file) ? 'elsewhere' : kind(dockerfile) === 'file' ? 'file' : 'missing',
    };
}
/**
 * Asks the engine, buildx, binfmt_misc and the event, all at the same time.
 * @throws Failure where docker, its engine, buildx or the named builder does not answer.
 */
async function readFacts(inputs, paths, env) {
    const [engine, builder] = await Promise.all([
        readEngine(inputs),
        inputs.builder === '' ? undefined : readBuilder(inputs.builder),
        checkBuildx(env),
    ]);
    const run = `${env['GITHUB_RUN_ID'] ?? 'local'}-${env['GITHUB_RUN_ATTEMPT'] ?? '1'}`;
    const id = `${run}-${(0,external_node_crypto_namespaceObject.randomBytes)(4).toString('hex')}`;
    return {
        event: readEvent(env),
        paths,
        engine,
        handlers: readHandlers(),
        builder,
        id,
        temp: (0,external_node_path_namespaceObject.join)(env['RUNNER_TEMP'] || (0,external_node_os_namespaceObject.tmpdir)(), `multi-platform-build-${id}`),
    };
}
/** The registered emulators; undefined where binfmt_misc is not mounted or may not be read. */
function readHandlers() {
    try {
        const names = (0,external_node_fs_namespaceObject.readdirSync)(BINFMT_MISC);
        if (!names.includes('status'))
            return undefined;
        return names
            .filter((name) => name !== 'register' && name !== 'status')
            .flatMap((name) => parseHandler(name, (0,external_node_fs_namespaceObject.readFileSync)((0,external_node_path_namespaceObject.join)(BINFMT_MISC, name), 'utf8')) ?? []);
    }
    catch {
        return undefined;
    }
}
/** What `docker buildx inspect` says about a builder. @throws Failure when there is none of that name. */
async function readBuilder(name) {
    const { code, stdout, stderr } = await ask(['buildx', 'inspect', name]);
    if (code !== 0) {
        throw new Failure(`builder: there is no builder "${name}": ${stderr.trim()}`, 'See `docker buildx ls` for the names, make it in an earlier step, or leave the input out to get a builder of our own.');
    }
    return parseBuilder(stdout);
}
async function readEngine(inputs) {
    const needsStore = inputs.load && inputs.platforms.length > 1;
    const [version, info] = await Promise.all([
        ask(['version', '--format', '{{json .Server}}']),
        needsStore ? ask(['info', '--format', '{{json .DriverStatus}}']) : undefined,
    ]);
    const server = parseJson(version.stdout);
    if (version.code !== 0 || json_text(server, 'Os') === '') {
        throw new Failure(`The docker engine does not answer: ${version.stderr.trim()}`, 'Start docker in an earlier step, or use a runner that has it; `docker version` must show a server.');
    }
    return {
        version: json_text(server, 'Version'),
        platform: platformFromParts({ os: json_text(server, 'Os'), architecture: json_text(server, 'Arch') }),
        containerdStore: info !== undefined && hasContainerdStore(parseJson(info.stdout)),
    };
}
/** Docker tells its image store as a pair in a list: `["driver-type", "io.containerd.snapshotter.v1"]`. */
function hasContainerdStore(driverStatus) {
    return array(driverStatus).some((pair) => Array.isArray(pair) && pair[0] === 'driver-type' && pair[1] === 'io.containerd.snapshotter.v1');
}
/**
 * Where docker looks for its plugins (docker/cli, cli-plugins/manager). Starting one costs 60 ms, looking
 * whether the file is there costs nothing.
 */
function hasBuildxPlugin(env) {
    const own = env['DOCKER_CONFIG'] || (0,external_node_path_namespaceObject.join)(env['HOME'] ?? '/', '.docker');
    const shared = [
        '/usr/local/lib/docker',
        '/usr/local/libexec/docker',
        '/usr/lib/docker',
        '/usr/libexec/docker',
    ];
    return [own, ...shared].some((folder) => kind((0,external_node_path_namespaceObject.join)(folder, 'cli-plugins', 'docker-buildx')) === 'file');
}
async function checkBuildx(env) {
    if (hasBuildxPlugin(env))
        return;
    const { code, stderr } = await ask(['buildx', 'version']);
    if (code === 0)
        return;
    throw new Failure(`docker has no buildx: ${stderr.trim()}`, 'Install the docker-buildx plugin, or use a runner that has it.');
}
function kind(path) {
    const stat = (0,external_node_fs_namespaceObject.statSync)(path, { throwIfNoEntry: false });
    return stat === undefined ? 'missing' : stat.isDirectory() ? 'folder' : 'file';
}

;// CONCATENATED MODULE: ./lib/host/signals.js


/** How long children may take to end by themselves before they are killed. The runner gives us 7.5 s. */
const GRACE_MS = 1_200;
let leaving = false;
/** Whether the job is being cancelled: what fails then is no news. */
function isCancelled() {
    return leaving;
}
/**
 * A cancelled job: the runner signals this process only, so we pass the signal on to the process groups of
 * our children, give them a moment and leave. Everything to undo is in the state already, and post undoes it.
 */
function leaveOnCancel() {
    process.on('SIGINT', () => leave('SIGINT', 130));
    process.on('SIGTERM', () => leave('SIGTERM', 143));
}
function leave(signal, code) {
    if (leaving) {
        // Asked twice: no more patience with the children.
        signalChildren('SIGKILL');
        return;
    }
    leaving = true;
    say();
    say(`Cancelled (${signal}): the running docker commands are stopped; the post step removes what was made.`);
    signalChildren(signal);
    const deadline = Date.now() + GRACE_MS;
    const timer = setInterval(() => {
        if (runningChildren() > 0 && Date.now() < deadline)
            return;
        clearInterval(timer);
        signalChildren('SIGKILL');
        process.exit(code);
    }, 20);
}

;// CONCATENATED MODULE: ./node_modules/csv-parse/lib/api/CsvError.js
class CsvError extends Error {
  constructor(code, message, options, ...contexts) {
    if (Array.isArray(message)) message = message.join(" ").trim();
    super(message);
    if (Error.captureStackTrace !== undefined) {
      Error.captureStackTrace(this, CsvError);
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



;// CONCATENATED MODULE: ./node_modules/csv-parse/lib/utils/is_object.js
const is_object = function (obj) {
  return typeof obj === "object" && obj !== null && !Array.isArray(obj);
};



;// CONCATENATED MODULE: ./node_modules/csv-parse/lib/api/normalize_columns_array.js



const normalize_columns_array = function (columns) {
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



;// CONCATENATED MODULE: ./node_modules/csv-parse/lib/utils/ResizeableBuffer.js
class ResizeableBuffer {
  constructor(size = 100) {
    this.size = size;
    this.length = 0;
    this.buf = Buffer.allocUnsafe(size);
  }
  prepend(val) {
    if (Buffer.isBuffer(val)) {
      const length = this.length + val.length;
      if (length >= this.size) {
        this.resize();
        if (length >= this.size) {
          throw Error("INVALID_BUFFER_STATE");
        }
      }
      const buf = this.buf;
      this.buf = Buffer.allocUnsafe(this.size);
      val.copy(this.buf, 0);
      buf.copy(this.buf, val.length);
      this.length += val.length;
    } else {
      const length = this.length++;
      if (length === this.size) {
        this.resize();
      }
      const buf = this.clone();
      this.buf[0] = val;
      buf.copy(this.buf, 1, 0, length);
    }
  }
  append(val) {
    const length = this.length++;
    if (length === this.size) {
      this.resize();
    }
    this.buf[length] = val;
  }
  clone() {
    return Buffer.from(this.buf.slice(0, this.length));
  }
  resize() {
    const length = this.length;
    this.size = this.size * 2;
    const buf = Buffer.allocUnsafe(this.size);
    this.buf.copy(buf, 0, 0, length);
    this.buf = buf;
  }
  toString(encoding) {
    if (encoding) {
      return this.buf.toString(encoding, 0, this.length);
    } else {
      return Uint8Array.prototype.slice.call(this.buf.slice(0, this.length));
    }
  }
  toJSON() {
    return this.toString("utf8");
  }
  reset() {
    this.length = 0;
  }
}

/* harmony default export */ const utils_ResizeableBuffer = (ResizeableBuffer);

;// CONCATENATED MODULE: ./node_modules/csv-parse/lib/api/init_state.js


const init_state = function (options) {
  // ECMAScript WhiteSpace + LineTerminator codepoints, encoded under
  // `options.encoding`. Aligns trimming with `String.prototype.trim()`.
  // https://tc39.es/ecma262/#sec-white-space
  // https://tc39.es/ecma262/#sec-line-terminators
  //
  // Codepoints unrepresentable in the target encoding are dropped: Node's
  // Buffer substitutes them with `?` (0x3F), and including those would cause
  // literal `?` bytes in the input to be trimmed under `latin1`/`ascii`.
  const timchars = [
    // Basic Latin
    0x0020, // [Space](https://www.fileformat.info/info/unicode/char/0020/index.htm)
    0x0009, // [CHARACTER TABULATION (HT)](https://www.fileformat.info/info/unicode/char/0009/index.htm)
    0x000a, // [LINE FEED (LF)](https://www.fileformat.info/info/unicode/char/000a/index.htm)
    0x000d, // [CARRIAGE RETURN (CR)](https://www.fileformat.info/info/unicode/char/000d/index.htm)
    0x000c, // [FORM FEED (FF)](https://www.fileformat.info/info/unicode/char/000c/index.htm)
    0x000b, // [LINE TABULATION (VT)](https://www.fileformat.info/info/unicode/char/000b/index.htm)
    // Latin-1 Supplement
    0x00a0, // [NO-BREAK SPACE (NBSP)](https://www.fileformat.info/info/unicode/char/00a0/index.htm)
    // Ogham
    0x1680, // [OGHAM SPACE MARK](https://www.fileformat.info/info/unicode/char/1680/index.htm)
    // General Punctuation
    0x2000, // [EN QUAD](https://www.fileformat.info/info/unicode/char/2000/index.htm)
    0x2001, // [EM QUAD](https://www.fileformat.info/info/unicode/char/2001/index.htm)
    0x2002, // [EN SPACE](https://www.fileformat.info/info/unicode/char/2002/index.htm)
    0x2003, // [EM SPACE](https://www.fileformat.info/info/unicode/char/2003/index.htm)
    0x2004, // [THREE-PER-EM SPACE](https://www.fileformat.info/info/unicode/char/2004/index.htm)
    0x2005, // [FOUR-PER-EM SPACE](https://www.fileformat.info/info/unicode/char/2005/index.htm)
    0x2006, // [SIX-PER-EM SPACE](https://www.fileformat.info/info/unicode/char/2006/index.htm)
    0x2007, // [FIGURE SPACE](https://www.fileformat.info/info/unicode/char/2007/index.htm)
    0x2008, // [PUNCTUATION SPACE](https://www.fileformat.info/info/unicode/char/2008/index.htm)
    0x2009, // [THIN SPACE](https://www.fileformat.info/info/unicode/char/2009/index.htm)
    0x200a, // [HAIR SPACE](https://www.fileformat.info/info/unicode/char/200a/index.htm)
    0x2028, // [LINE SEPARATOR](https://www.fileformat.info/info/unicode/char/2028/index.htm)
    0x2029, // [PARAGRAPH SEPARATOR](https://www.fileformat.info/info/unicode/char/2029/index.htm)
    0x202f, // [NARROW NO-BREAK SPACE (NNBSP)](https://www.fileformat.info/info/unicode/char/202f/index.htm)
    0x205f, // [MEDIUM MATHEMATICAL SPACE (MMSP)](https://www.fileformat.info/info/unicode/char/205f/index.htm)
    0x3000, // [IDEOGRAPHIC SPACE](https://www.fileformat.info/info/unicode/char/3000/index.htm)
    0xfeff, // [ZERO WIDTH NO-BREAK SPACE (BOM)](https://www.fileformat.info/info/unicode/char/feff/index.htm)
  ].reduce((acc, codepoint) => {
    const encoded = Buffer.from(
      String.fromCharCode(codepoint),
      options.encoding,
    );
    if (codepoint !== 0x3f && encoded.length === 1 && encoded[0] === 0x3f) {
      return acc;
    }
    acc.push(encoded);
    return acc;
  }, []);
  // First-byte lookup table for `__isCharTrimable`. Non-whitespace bytes
  // (the common case) bail out in O(1) without scanning every timchar.
  const timcharFirstBytes = new Uint8Array(256);
  for (const t of timchars) timcharFirstBytes[t[0]] = 1;
  return {
    bomSkipped: false,
    bufBytesStart: 0,
    castField: options.cast_function,
    commenting: false,
    delimiterBufPrevious: undefined,
    delimiterDiscovered: false,
    // Current error encountered by a record
    error: undefined,
    enabled: options.from_line === 1,
    escaping: false,
    escapeIsQuote:
      Buffer.isBuffer(options.escape) &&
      Buffer.isBuffer(options.quote) &&
      Buffer.compare(options.escape, options.quote) === 0,
    // columns can be `false`, `true`, `Array`
    expectedRecordLength: Array.isArray(options.columns)
      ? options.columns.length
      : undefined,
    field: new utils_ResizeableBuffer(20),
    firstLineToHeaders: options.cast_first_line_to_header,
    needMoreDataSize: Math.max(
      // Skip if the remaining buffer smaller than comment
      options.comment !== null ? options.comment.length : 0,
      // Skip if the remaining buffer can be delimiter
      ...(options.delimiter
        ? options.delimiter.map((delimiter) => delimiter.length)
        : []),
      // Auto discovery of delimiter is limited to 1 character
      options.delimiter_auto ? 1 : 0,
      // Skip if the remaining buffer can be escape sequence
      options.quote !== null ? options.quote.length : 0,
      // Skip if the remaining buffer can be a multi-byte trim character
      ...timchars.map((t) => t.length),
    ),
    previousBuf: undefined,
    quoting: false,
    stop: false,
    rawBuffer: new utils_ResizeableBuffer(100),
    record: [],
    recordHasError: false,
    record_length: 0,
    recordDelimiterMaxLength:
      options.record_delimiter.length === 0
        ? 0
        : Math.max(...options.record_delimiter.map((v) => v.length)),
    trimChars: [
      Buffer.from(" ", options.encoding)[0],
      Buffer.from("\t", options.encoding)[0],
    ],
    wasQuoting: false,
    wasRowDelimiter: false,
    timchars: timchars,
    timcharFirstBytes: timcharFirstBytes,
  };
};



;// CONCATENATED MODULE: ./node_modules/csv-parse/lib/utils/underscore.js
const underscore = function (str) {
  return str.replace(/([A-Z])/g, function (_, match) {
    return "_" + match.toLowerCase();
  });
};



;// CONCATENATED MODULE: ./node_modules/csv-parse/lib/api/normalize_options.js





const normalize_options = function (opts) {
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
const delimiter_discover = function (records, options) {
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

const transform = function (original_options = {}) {
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



const parse = function (data, opts = {}) {
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



;// CONCATENATED MODULE: ./lib/inputs/parsers.js


/** The text, without blanks around it. */
const parsers_text = (value) => value.trim();
/**
 * YAML 1.2 core booleans, as the runner's own toolkit takes them.
 * @param fallback what an explicitly empty text stands for: the default in action.yml
 */
function parsers_boolean(fallback) {
    return (input, complain) => {
        const value = input.trim();
        if (value === '')
            return fallback;
        if (['true', 'True', 'TRUE'].includes(value))
            return true;
        if (!['false', 'False', 'FALSE'].includes(value)) {
            complain({ what: `"${value}" is neither true nor false.`, cure: 'Write true or false.' });
        }
        return false;
    };
}
/** One of a few words. The first one stands for an empty text. */
function oneOf(words) {
    return (input, complain) => {
        const value = input.trim();
        const found = words.find((word) => word === value);
        if (found === undefined && value !== '') {
            complain({ what: `"${value}" is not known.`, cure: `Write ${orList(words)}.` });
        }
        return found ?? words[0];
    };
}
/** A list whose items are parsed one by one, each mistake with its line. */
function list(item, rules) {
    return (value, complain) => items(value, rules, complain).flatMap(({ text, line }) => {
        const parsed = attempt(() => item(text), complain, line);
        return parsed === undefined ? [] : [parsed];
    });
}
/** One value, parsed by a function that throws InvalidValue; `empty` stands for an empty text. */
function parsers_value(parseValue, empty) {
    return (input, complain) => {
        const value = input.trim();
        return value === '' ? empty : (attempt(() => parseValue(value), complain) ?? empty);
    };
}
/** `NAME=value` or `NAME`; the name must be there. */
function assignment(item) {
    if (item.startsWith('=') || item.split('=', 1)[0]?.trim() === '') {
        throw new InvalidValue(`"${item}" has no name before the =.`, 'Write NAME=value.');
    }
    return item;
}
function orList(words) {
    return words.length === 1 ? String(words[0]) : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}
function attempt(parseItem, complain, line) {
    try {
        return parseItem();
    }
    catch (error) {
        if (!(error instanceof InvalidValue))
            throw error;
        const complaint = { what: error.message, cure: error.cure };
        complain(line === undefined ? complaint : { ...complaint, line });
        return undefined;
    }
}
/**
 * Splits as docker's actions do: CSV with relaxed quotes, one record a line, blank items dropped, items
 * trimmed. Where commas survive, the fields of a line are joined again. On top of that, a line that begins
 * with # is a comment.
 */
function items(text, rules, complain) {
    return records(text, rules, complain).flatMap(({ fields, line }) => {
        const parts = rules.commas ? fields.flatMap((field) => field.split(',')) : [fields.join(',')];
        return parts
            .map((part) => part.trim())
            .filter((part) => part !== '')
            .map((part) => ({ text: part, line }));
    });
}
function records(text, rules, complain) {
    const rows = [];
    const source = Buffer.from(text);
    let from = 0;
    try {
        parse(source, {
            comment: '#',
            comment_no_infix: true,
            quote: rules.quotes === false ? null : '"',
            record_delimiter: ['\r\n', '\n'],
            relax_column_count: true,
            relax_quotes: true,
            skip_empty_lines: true,
            on_record: (fields, { bytes }) => {
                const before = skipped(source.subarray(from, bytes).toString());
                // The library knows comments at the very start of a line only; people indent them.
                if (!before.isAll)
                    rows.push({ fields, line: lineAt(source, from + before.bytes) });
                from = bytes;
                return null;
            },
        });
    }
    catch (error) {
        if (!(error instanceof CsvError))
            throw error;
        complain({
            line: lineAt(source, from + skipped(source.subarray(from).toString()).bytes),
            what: 'a quoted item is not closed.',
            cure: 'Add the missing " or remove the one that opens the item.',
        });
    }
    return rows;
}
/** The blank lines and comments that a text begins with. */
function skipped(text) {
    const found = /^(?:[^\S\n]*(?:#[^\n]*)?(?:\n|$))*/.exec(text)?.[0] ?? '';
    return { bytes: Buffer.byteLength(found), isAll: found === text };
}
function lineAt(source, offset) {
    return source.subarray(0, offset).toString().split('\n').length;
}

;// CONCATENATED MODULE: ./lib/inputs/reference.js

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
/** The name with its tag; `latest` where none was written, as docker takes it. */
function printReference({ repository, tag }) {
    return `${repository}:${tag === '' ? 'latest' : tag}`;
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

;// CONCATENATED MODULE: ./lib/inputs/table.js





const lines = { commas: false };
const commasOrLines = { commas: true };
const asItIs = (item) => item;
const platforms = list(parsePlatform, commasOrLines);
/** A platform that an emulator can be installed for. */
function parseEmulated(text) {
    const platform = parsePlatform(text);
    if (!canEmulate(platform)) {
        const known = Object.keys(EMULATORS).join(', ');
        throw new InvalidValue(`there is no emulator for "${text}".`, `There are emulators for ${known}.`);
    }
    return platform;
}
const emulated = list(parseEmulated, commasOrLines);
const qemu = (input, complain) => {
    const word = input.trim();
    if (word === '' || word === 'auto')
        return 'auto';
    return word === 'all' || word === 'off' ? word : emulated(input, complain);
};
/**
 * Every input of action.yml and how it is read. The type of `Inputs` follows from this table, and a
 * contract test holds it against action.yml. List rules are those of docker's actions: *lines* keep
 * commas, the others split at commas too.
 */
const INPUTS = {
    platforms,
    context: parsers_text,
    file: parsers_text,
    target: parsers_text,
    'build-args': list(assignment, lines),
    labels: list(assignment, lines),
    tags: list(parseReference, commasOrLines),
    push: parsers_boolean(false),
    load: parsers_boolean(false),
    'no-cache': parsers_boolean(false),
    pull: parsers_boolean(false),
    cache: oneOf(['registry', 'off']),
    'cache-ref': parsers_value(parseReference, undefined),
    'cache-from': list(asItIs, lines),
    'cache-to': list(asItIs, lines),
    qemu,
    'qemu-image': parsers_text,
    'driver-opts': list(assignment, { commas: false, quotes: false }),
    'buildkitd-config-inline': parsers_text,
    builder: parsers_text,
};

;// CONCATENATED MODULE: ./lib/inputs/read.js

/**
 * Reads every input from the runner's variables (`INPUT_` and the upper-case name).
 * @param env the environment of the step
 */
function readInputs(env) {
    const problems = [];
    const entries = Object.entries(INPUTS).map(([input, parser]) => {
        const text = env[`INPUT_${input.toUpperCase()}`] ?? '';
        return [input, parser(text, (complaint) => problems.push({ input, ...complaint }))];
    });
    // Each value comes from the parser in its own row, which is what the type says; TypeScript cannot follow
    // that through a loop.
    return { inputs: Object.fromEntries(entries), problems };
}

;// CONCATENATED MODULE: ./lib/platforms/args.js

/**
 * The names that BuildKit sets by itself, in its order (dockerfile2llb/platform.go of v0.32.2). TARGETSTAGE is
 * another of that list, but comes from the build target.
 */
const EXPLICIT_ARGS = [
    'BUILDPLATFORM',
    'BUILDOS',
    'BUILDOSVERSION',
    'BUILDARCH',
    'BUILDVARIANT',
    'TARGETPLATFORM',
    'TARGETOS',
    'TARGETOSVERSION',
    'TARGETARCH',
    'TARGETVARIANT',
];
const UNKNOWN = { os: '', osVersion: '', arch: '', variant: '' };
/** Computes what a build of `target` on `build` may want to know; BUILD* are empty where `build` is not known. */
function platformArgs(target, build) {
    return {
        ...buildKitArgs(target, build ?? UNKNOWN),
        ...goArgs(target),
        ...linuxNames(target),
        ...languageNames(target),
    };
}
/** As BuildKit does it: TARGETPLATFORM has the system's version, BUILDPLATFORM has not. */
function buildKitArgs(target, build) {
    return {
        TARGETPLATFORM: printPlatform(target),
        TARGETOS: target.os,
        TARGETOSVERSION: target.osVersion,
        TARGETARCH: target.arch,
        TARGETVARIANT: target.variant,
        BUILDPLATFORM: printPlatform({ ...build, osVersion: '' }),
        BUILDOS: build.os,
        BUILDOSVERSION: build.osVersion,
        BUILDARCH: build.arch,
        BUILDVARIANT: build.variant,
    };
}
/**
 * Platforms have Go's names. A pair that Go has no port for keeps them too: then the compiler says so, while
 * empty ones would silently build for the build platform.
 */
function goArgs({ os, arch, variant }) {
    return {
        GOOS: os === 'wasi' ? 'wasip1' : os,
        GOARCH: arch,
        // Go knows nothing beyond 7, and v8 in 32-bit mode runs that.
        GOARM: arch === 'arm' ? variant.replace('v8', 'v7').replace('v', '') : '',
        GOAMD64: arch === 'amd64' ? variant || 'v1' : '',
        GOARM64: arch === 'arm64' ? goArm64(variant) : '',
        GOPPC64: arch === 'ppc64le' ? variant || 'power8' : '',
        GORISCV64: arch === 'riscv64' ? variant || 'rva20u64' : '',
    };
}
/** Go wants the minor version, and knows v9 up to v9.5 (Go 1.26, internal/buildcfg): newer processors run that. */
function goArm64(variant) {
    if (variant === '')
        return 'v8.0';
    const [major, minor = '0'] = variant.split('.');
    return `${major}.${major === 'v9' ? Math.min(Number(minor), 5) : minor}`;
}
/**
 * Names of Linux distributions and toolchains.
 * - `debian`, `gnu`, `multiarch`: `dpkg-architecture -a ARCH -q DEB_HOST_{ARCH,GNU_TYPE,MULTIARCH}`.
 * - `alpine`: abuild's functions.sh, where Alpine publishes packages for it.
 * - `uname`: what Linux puts into utsname.machine; of MIPS that does not tell the byte order.
 * - `rust`, `rustMusl`: `rustc --print target-list`.
 *
 * arm/v6 is two worlds: Debian's armhf starts at v7, so its packages for v6 are the soft-float armel, while Alpine's
 * armhf is hard-float v6. The glibc names follow Debian, the musl one follows Alpine; mixing them gives programs
 * that do not find their loader.
 */
const LINUX = {
    amd64: {
        debian: 'amd64',
        alpine: 'x86_64',
        uname: 'x86_64',
        gnu: 'x86_64-linux-gnu',
        multiarch: 'x86_64-linux-gnu',
        rust: 'x86_64-unknown-linux-gnu',
        rustMusl: 'x86_64-unknown-linux-musl',
    },
    arm64: {
        debian: 'arm64',
        alpine: 'aarch64',
        uname: 'aarch64',
        gnu: 'aarch64-linux-gnu',
        multiarch: 'aarch64-linux-gnu',
        rust: 'aarch64-unknown-linux-gnu',
        rustMusl: 'aarch64-unknown-linux-musl',
    },
    'arm/v8': {
        debian: 'armhf',
        alpine: 'armv7',
        uname: 'armv8l',
        gnu: 'arm-linux-gnueabihf',
        multiarch: 'arm-linux-gnueabihf',
        rust: 'armv7-unknown-linux-gnueabihf',
        rustMusl: 'armv7-unknown-linux-musleabihf',
    },
    'arm/v7': {
        debian: 'armhf',
        alpine: 'armv7',
        uname: 'armv7l',
        gnu: 'arm-linux-gnueabihf',
        multiarch: 'arm-linux-gnueabihf',
        rust: 'armv7-unknown-linux-gnueabihf',
        rustMusl: 'armv7-unknown-linux-musleabihf',
    },
    'arm/v6': {
        debian: 'armel',
        alpine: 'armhf',
        uname: 'armv6l',
        gnu: 'arm-linux-gnueabi',
        multiarch: 'arm-linux-gnueabi',
        rust: 'arm-unknown-linux-gnueabi',
        rustMusl: 'arm-unknown-linux-musleabihf',
    },
    'arm/v5': {
        debian: 'armel',
        alpine: '',
        uname: 'armv5tel',
        gnu: 'arm-linux-gnueabi',
        multiarch: 'arm-linux-gnueabi',
        rust: 'armv5te-unknown-linux-gnueabi',
        rustMusl: 'armv5te-unknown-linux-musleabi',
    },
    '386': {
        debian: 'i386',
        alpine: 'x86',
        uname: 'i686',
        gnu: 'i686-linux-gnu',
        multiarch: 'i386-linux-gnu',
        rust: 'i686-unknown-linux-gnu',
        rustMusl: 'i686-unknown-linux-musl',
    },
    riscv64: {
        debian: 'riscv64',
        alpine: 'riscv64',
        uname: 'riscv64',
        gnu: 'riscv64-linux-gnu',
        multiarch: 'riscv64-linux-gnu',
        rust: 'riscv64gc-unknown-linux-gnu',
        rustMusl: 'riscv64gc-unknown-linux-musl',
    },
    ppc64le: {
        debian: 'ppc64el',
        alpine: 'ppc64le',
        uname: 'ppc64le',
        gnu: 'powerpc64le-linux-gnu',
        multiarch: 'powerpc64le-linux-gnu',
        rust: 'powerpc64le-unknown-linux-gnu',
        rustMusl: 'powerpc64le-unknown-linux-musl',
    },
    s390x: {
        debian: 's390x',
        alpine: 's390x',
        uname: 's390x',
        gnu: 's390x-linux-gnu',
        multiarch: 's390x-linux-gnu',
        rust: 's390x-unknown-linux-gnu',
        rustMusl: 's390x-unknown-linux-musl',
    },
    loong64: {
        debian: 'loong64',
        alpine: 'loongarch64',
        uname: 'loongarch64',
        gnu: 'loongarch64-linux-gnu',
        multiarch: 'loongarch64-linux-gnu',
        rust: 'loongarch64-unknown-linux-gnu',
        rustMusl: 'loongarch64-unknown-linux-musl',
    },
    mips64le: {
        debian: 'mips64el',
        alpine: '',
        uname: 'mips64',
        gnu: 'mips64el-linux-gnuabi64',
        multiarch: 'mips64el-linux-gnuabi64',
        rust: 'mips64el-unknown-linux-gnuabi64',
        rustMusl: 'mips64el-unknown-linux-muslabi64',
    },
    mips64: {
        debian: 'mips64',
        alpine: '',
        uname: 'mips64',
        gnu: 'mips64-linux-gnuabi64',
        multiarch: 'mips64-linux-gnuabi64',
        rust: 'mips64-unknown-linux-gnuabi64',
        rustMusl: 'mips64-unknown-linux-muslabi64',
    },
    ppc64: {
        debian: 'ppc64',
        alpine: '',
        uname: 'ppc64',
        gnu: 'powerpc64-linux-gnu',
        multiarch: 'powerpc64-linux-gnu',
        rust: 'powerpc64-unknown-linux-gnu',
        rustMusl: 'powerpc64-unknown-linux-musl',
    },
    mipsle: {
        debian: 'mipsel',
        alpine: '',
        uname: 'mips',
        gnu: 'mipsel-linux-gnu',
        multiarch: 'mipsel-linux-gnu',
        rust: 'mipsel-unknown-linux-gnu',
        rustMusl: 'mipsel-unknown-linux-musl',
    },
    mips: {
        debian: 'mips',
        alpine: '',
        uname: 'mips',
        gnu: 'mips-linux-gnu',
        multiarch: 'mips-linux-gnu',
        rust: 'mips-unknown-linux-gnu',
        rustMusl: 'mips-unknown-linux-musl',
    },
};
const linuxByArch = new Map(Object.entries(LINUX));
const NO_LINUX = {
    debian: '',
    alpine: '',
    uname: '',
    gnu: '',
    multiarch: '',
    rust: '',
    rustMusl: '',
};
function linuxNames({ os, arch, variant }) {
    if (os !== 'linux')
        return NO_LINUX;
    return linuxByArch.get(`${arch}/${variant}`) ?? linuxByArch.get(arch) ?? NO_LINUX;
}
/** Rust targets of systems other than Linux (`rustc --print target-list`), for builds that export programs. */
const RUST = new Map([
    ['darwin/amd64', 'x86_64-apple-darwin'],
    ['darwin/arm64', 'aarch64-apple-darwin'],
    ['freebsd/amd64', 'x86_64-unknown-freebsd'],
    ['freebsd/arm64', 'aarch64-unknown-freebsd'],
    ['freebsd/386', 'i686-unknown-freebsd'],
    ['wasi/wasm', 'wasm32-wasip1'],
    ['wasip1/wasm', 'wasm32-wasip1'],
    ['windows/386', 'i686-pc-windows-msvc'],
    ['windows/amd64', 'x86_64-pc-windows-msvc'],
    ['windows/arm64', 'aarch64-pc-windows-msvc'],
]);
/** Node's documentation of process.arch; 64-bit MIPS is not among its values, and big-endian ppc64 has that of ppc64le. */
const NODE = new Map([
    ['amd64', 'x64'],
    ['arm64', 'arm64'],
    ['arm', 'arm'],
    ['386', 'ia32'],
    ['riscv64', 'riscv64'],
    ['ppc64le', 'ppc64'],
    ['ppc64', 'ppc64'],
    ['s390x', 's390x'],
    ['loong64', 'loong64'],
    ['mipsle', 'mipsel'],
    ['mips', 'mips'],
]);
/** Systems that Node runs on, as far as images are built for them. */
const NODE_SYSTEMS = ['linux', 'windows', 'darwin', 'freebsd'];
function languageNames(platform) {
    const { os, arch } = platform;
    return {
        rust: RUST.get(`${os}/${arch}`) ?? linuxNames(platform).rust,
        node: NODE_SYSTEMS.includes(os) ? (NODE.get(arch) ?? '') : '',
    };
}

;// CONCATENATED MODULE: ./lib/plan/build-args.js

/**
 * The arguments for `--build-arg`. A build of one platform gets what BuildKit would set by itself, spelled
 * out; a build of several must not, because an explicit value holds for every platform of the invocation and
 * gives images whose content is not what their manifest says.
 */
function buildArgs(given, platforms) {
    const [only, ...others] = platforms;
    if (only === undefined || others.length > 0)
        return given;
    // Of a builder that does not tell its own platform, BUILD* are left to BuildKit.
    const known = EXPLICIT_ARGS.filter((name) => only.args.BUILDPLATFORM !== '' || !name.startsWith('BUILD'));
    const explicit = known.map((name) => `${name}=${only.args[name]}`);
    return [...explicit, ...given.filter((arg) => !known.some((name) => name === nameOf(arg)))];
}
/** The user's own TARGET* and BUILD* arguments that contradict the platform, or name one of several. */
function buildArgProblems(given, platforms) {
    return given.flatMap((arg) => {
        const name = nameOf(arg);
        if (!isReserved(name))
            return [];
        const why = contradiction(name, arg, platforms);
        return why === undefined ? [] : [{ input: 'build-args', ...why }];
    });
}
function contradiction(name, arg, platforms) {
    const cure = `Remove it: BuildKit sets ${name} for each platform.`;
    if (platforms.length > 1) {
        return {
            what: `"${arg}" would hold for all ${platforms.length} platforms and give images of the wrong kind.`,
            cure,
        };
    }
    if (arg === name)
        return { what: `"${name}" without a value would take it from the environment.`, cure };
    const value = platforms[0]?.[name];
    const isUnknown = name.startsWith('BUILD') && platforms[0]?.BUILDPLATFORM === '';
    if (value === undefined || isUnknown || arg === `${name}=${value}`)
        return undefined;
    return { what: `"${arg}" contradicts the platform, whose ${name} is "${value}".`, cure };
}
function nameOf(arg) {
    return arg.split('=', 1)[0] ?? arg;
}
function isReserved(name) {
    return EXPLICIT_ARGS.some((reserved) => reserved === name);
}

;// CONCATENATED MODULE: ./lib/plan/build-flags.js


/** The build command, a row a flag: a text or list gives the flag with each value, true gives the flag alone. */
const BUILD_FLAGS = [
    ['--builder', ({ builder }) => builder],
    ['--platform', ({ platforms }) => platforms.map(({ platform }) => printPlatform(platform)).join(',')],
    ['--file', ({ inputs }) => inputs.file],
    ['--target', ({ inputs }) => inputs.target],
    ['--build-arg', ({ args }) => args],
    ['--label', ({ inputs }) => inputs.labels],
    ['--tag', ({ inputs }) => inputs.tags.map(printReference)],
    ['--cache-from', ({ cache }) => cache.fromFlags],
    ['--cache-to', ({ cache }) => cache.toFlags],
    ['--no-cache', ({ inputs }) => inputs['no-cache']],
    ['--pull', ({ inputs }) => inputs.pull],
    ['--load', ({ inputs }) => inputs.load && !inputs.push],
    ['--push', ({ inputs }) => inputs.push && !inputs.load],
    // Both: spelled out in this order, because the digest in the metadata file is that of the last exporter.
    ['--output', ({ inputs }) => (inputs.push && inputs.load ? ['type=docker', 'type=image,push=true'] : [])],
    ['--iidfile', ({ iidFile }) => iidFile],
    ['--metadata-file', ({ metadataFile }) => metadataFile],
    // Text for a log: each line stands by itself, and BuildKit's own error ends it.
    ['--progress', () => 'plain'],
];
/** The whole build command. */
function buildCommand(source) {
    const flags = BUILD_FLAGS.flatMap(([flag, value]) => withValues(flag, value(source)));
    return ['buildx', 'build', ...flags, source.inputs.context];
}
function withValues(flag, value) {
    if (typeof value === 'boolean')
        return value ? [flag] : [];
    const values = typeof value === 'string' ? [value] : value;
    return values.filter((text) => text !== '').flatMap((text) => [flag, text]);
}

;// CONCATENATED MODULE: ./lib/plan/builder.js
/** The builder: the one the user named, or one of our own. */
function planBuilder(inputs, facts, files) {
    if (facts.builder !== undefined)
        return { kind: 'given', name: inputs.builder };
    const name = `multi-platform-build-${facts.id}`;
    const create = [
        ...['buildx', 'create', '--name', name, '--driver', 'docker-container', '--bootstrap'],
        ...inputs['driver-opts'].flatMap((option) => ['--driver-opt', option]),
        ...files.flatMap(({ path }) => ['--buildkitd-config', path]),
    ];
    return { kind: 'own', name, create };
}
/** The files that our builder is made from. */
function configFiles(inputs, facts) {
    const content = inputs['buildkitd-config-inline'];
    return content === '' ? [] : [{ path: `${facts.temp}/buildkitd.toml`, content: `${content}\n` }];
}

;// CONCATENATED MODULE: ./lib/plan/cache.js


/** A tag has at most 128 characters; `cache-`, two dashes and a hash take some of them. */
const PART_LIMIT = 50;
/** Stands for a branch where a tag is built; no branch can have a name that begins with a dot. */
const TAGS = '.tags';
const NONE = { from: [], to: [], fromFlags: [], toFlags: [] };
/** Where layers come from and go to. The user's own cache-from and cache-to replace what is derived here. */
function planCache(inputs, event, platforms) {
    const derived = deriveCache(inputs, event, platforms);
    const from = inputs['cache-from'];
    const to = inputs['cache-to'];
    const given = [...(from.length > 0 ? ['cache-from'] : []), ...(to.length > 0 ? ['cache-to'] : [])];
    if (given.length === 0)
        return derived;
    return {
        from: from.length === 0 ? derived.from : [],
        to: to.length === 0 ? derived.to : [],
        fromFlags: from.length === 0 ? derived.fromFlags : from,
        toFlags: to.length === 0 ? derived.toFlags : to,
        why: `${given.join(' and ')} as given${given.length === 1 ? `; the rest ${derived.why}` : ''}`,
    };
}
function deriveCache(inputs, event, platforms) {
    if (inputs.cache === 'off')
        return { ...NONE, why: 'off, as asked' };
    const image = inputs['cache-ref'] ?? inputs.tags[0];
    if (image === undefined)
        return { ...NONE, why: 'none: without tags or cache-ref there is no place for it' };
    const from = sources(image, inputs['cache-ref'] !== undefined, event, platforms);
    const [denied, why] = exportRule(inputs, event);
    const to = denied ? [] : from.slice(0, 1);
    return {
        from,
        to,
        fromFlags: from.map(({ ref }) => `type=registry,ref=${ref}`),
        // ignore-error: an image that is pushed is not to fail because of its cache.
        toFlags: to.map(({ ref }) => `type=registry,ref=${ref},mode=max,ignore-error=true`),
        why,
    };
}
/** Own → base → default branch, each once. */
function sources(image, isCacheRef, event, platforms) {
    if (isCacheRef && image.tag !== '') {
        return [{ ref: `${image.repository}:${image.tag}`, why: 'cache-ref' }];
    }
    const places = [
        event.onTag ? [TAGS, 'builds of tags'] : [event.branch, event.branch && `branch ${event.branch}`],
        [event.base, `base branch ${event.base}`],
        [event.defaultBranch, `default branch ${event.defaultBranch}`],
    ];
    const known = places.filter(([branch]) => branch !== '');
    const named = known.length === 0 ? [['', 'no branch known']] : known;
    const refs = named.map(([branch, why]) => ({
        ref: `${image.repository}:${cacheTag(platforms, branch)}`,
        why,
    }));
    return refs.filter(({ ref }, index) => refs.findIndex((other) => other.ref === ref) === index);
}
function exportRule(inputs, event) {
    if (!inputs.push)
        return [true, 'imported only, because push is false'];
    if (event.fork)
        return [true, "imported only, because this is a fork's pull request"];
    return [false, 'imported and exported (mode=max); a missing or failing cache never fails the job'];
}
/** Builds of the same platforms share a cache; others must not overwrite it, since one ref is one manifest. */
function cacheTag(platforms, branch) {
    // No dash in the first part, so that the first dash ends it: amd64 on v2-fix is not amd64/v2 on fix.
    const names = platforms.map((platform) => {
        const [system, ...machine] = printPlatform(platform).split('/');
        return `${system === 'linux' ? '' : `${system}.`}${machine.join('')}`;
    });
    const parts = [names.toSorted().join('_'), branch].filter((part) => part !== '');
    return `cache-${parts.map(tagPart).join('-')}`;
}
/** A name as a part of a tag. Where characters are lost, a hash of the name keeps two names apart. */
function tagPart(name) {
    const slug = name.replace(/[^A-Za-z0-9._-]+/g, '-');
    if (slug === name && slug.length <= PART_LIMIT)
        return slug;
    return `${slug.slice(0, PART_LIMIT - 9)}.${(0,external_node_crypto_namespaceObject.createHash)('sha256').update(name).digest('hex').slice(0, 8)}`;
}

;// CONCATENATED MODULE: ./lib/plan/emulation.js


/** Drivers whose BuildKit shares this machine's kernel, and so its emulators. */
const SAME_KERNEL = ['docker', 'docker-container'];
const EMULATED = Object.keys(EMULATORS).map((arch) => platformFromParts({ os: 'linux', architecture: arch }));
/** Whether one of the named builder's nodes says that it builds this platform. */
function isOffered(platform, facts) {
    return facts.builder?.nodes.some((node) => node.platforms.some((p) => samePlatform(p, platform))) ?? false;
}
/** Whether RUN steps are executed by this machine's kernel. */
function buildsHere(facts) {
    return facts.builder === undefined || SAME_KERNEL.includes(facts.builder.driver);
}
/** Whether RUN steps of this platform work on this machine as it is. */
function runsHere(platform, facts) {
    if (isNative(platform, facts.engine.platform))
        return true;
    return facts.handlers !== undefined && emulatorProblem(facts.handlers, platform) === undefined;
}
/**
 * What is to be installed: of the platforms that matter those that neither the machine nor the builder's
 * nodes run and that have no working handler. undefined when nothing is missing.
 */
function planEmulation(inputs, facts, targets) {
    const { qemu } = inputs;
    // Emulators here are no use to a builder elsewhere.
    if (qemu === 'off' || !buildsHere(facts))
        return undefined;
    const isMissing = (platform) => canEmulate(platform) && !runsHere(platform, facts) && !isOffered(platform, facts);
    const missing = (typeof qemu === 'string' ? targets : qemu).filter(isMissing);
    if (qemu === 'all') {
        // Only what the build needs must work afterwards: an older image does not bring every emulator there is.
        return EMULATED.some((platform) => !runsHere(platform, facts))
            ? emulationPlan(inputs, facts, ['all'], missing)
            : undefined;
    }
    if (missing.length === 0)
        return undefined;
    return emulationPlan(inputs, facts, [...new Set(missing.map(emulatorName))], missing);
}
function emulationPlan(inputs, facts, names, platforms) {
    const container = `multi-platform-build-${facts.id}-qemu`;
    const run = ['run', '--rm', '--privileged', '--name', container, inputs['qemu-image']];
    return { platforms, container, command: [...run, '--install', names.join(',')] };
}
function emulatorName({ arch }) {
    return new Map(Object.entries(EMULATORS)).get(arch)?.binfmt ?? arch;
}

;// CONCATENATED MODULE: ./lib/plan/platforms.js




/** What was asked for, each platform once; without any, what the builder's machine runs natively. */
function targetPlatforms(inputs, facts) {
    return distinctPlatforms(inputs.platforms.length > 0 ? inputs.platforms : defaultPlatforms(facts));
}
function defaultPlatforms({ builder, engine }) {
    const [node] = builder?.nodes ?? [];
    // A node that does not run yet lists nothing; declared platforms say nothing about its machine.
    const own = node === undefined || node.platforms.length === 0 ? engine.platform : node.own;
    return own === undefined ? [] : [own];
}
/** For when `targetPlatforms` finds none. */
const NO_DEFAULT = {
    input: 'platforms',
    what: 'none is named, and the builder does not tell the platform of its own machine.',
    cure: 'Name them, as in platforms: linux/amd64,linux/arm64.',
};
/** Everything that follows from one platform, and how its RUN steps are executed. */
function planPlatform(platform, facts, emulation) {
    const offers = (node) => node.platforms.some((p) => samePlatform(p, platform));
    const { builder } = facts;
    const node = builder?.nodes.find(offers) ?? builder?.nodes[0];
    const own = builder === undefined ? facts.engine.platform : node?.own;
    return { platform, runs: howItRuns(platform, facts, emulation), args: platformArgs(platform, own) };
}
function howItRuns(platform, facts, emulation) {
    if (isOffered(platform, facts))
        return "by the builder's node";
    if (!buildsHere(facts))
        return 'no emulator';
    if (isNative(platform, facts.engine.platform))
        return 'native';
    const isInstalled = emulation?.platforms.some((p) => samePlatform(p, platform)) ?? false;
    return isInstalled || runsHere(platform, facts) ? 'emulated' : 'no emulator';
}
/** Platforms that a named builder cannot build and no emulator here can add. */
function builderProblems(facts, platforms) {
    const { builder } = facts;
    if (builder === undefined)
        return [];
    const offered = [...new Set(builder.nodes.flatMap((node) => node.platforms.map(printPlatform)))].join(', ');
    return platforms
        .filter(({ runs }) => runs === 'no emulator')
        .map(({ platform }) => ({
        input: 'platforms',
        what: `no node of the builder "${builder.name}" builds ${printPlatform(platform)}, and no emulator here can add it. It builds: ${offered}.`,
        cure: 'Append a node that does, set qemu: auto where the builder runs on this machine, or drop the platform.',
    }));
}

;// CONCATENATED MODULE: ./lib/plan/make.js









/**
 * Decides everything. Pure: the same inputs and facts give the same plan.
 * @throws Refusal with every reason why the inputs cannot be carried out on this machine
 */
function makePlan(inputs, facts) {
    const targets = targetPlatforms(inputs, facts);
    if (targets.length === 0)
        throw new Refusal([NO_DEFAULT]);
    const emulation = planEmulation(inputs, facts, targets);
    const platforms = targets.map((platform) => planPlatform(platform, facts, emulation));
    const problems = [
        ...buildArgProblems(inputs['build-args'], platforms.map(({ args }) => args)),
        ...loadProblems(inputs, facts, targets),
        ...builderProblems(facts, platforms),
    ];
    if (problems.length > 0)
        throw new Refusal(problems);
    const files = configFiles(inputs, facts);
    const builder = planBuilder(inputs, facts, files);
    const cache = planCache(inputs, facts.event, targets);
    return {
        platforms,
        temp: facts.temp,
        files,
        emulation,
        builder,
        cache,
        build: planBuild(inputs, facts, { platforms, cache, builder: builder.name }),
        publish: planPublish(inputs),
        notices: notices(inputs, platforms),
        warnings: warnings(inputs),
    };
}
function loadProblems(inputs, facts, targets) {
    if (!inputs.load || targets.length < 2 || facts.engine.containerdStore)
        return [];
    return [
        {
            input: 'load',
            what: `this docker engine (${facts.engine.version}) cannot hold ${targets.length} platforms of one image.`,
            cure: 'Turn its containerd image store on ({"features": {"containerd-snapshotter": true}} in daemon.json), or load one platform.',
        },
    ];
}
function planBuild(inputs, facts, decided) {
    const metadataFile = `${facts.temp}/metadata.json`;
    const iidFile = `${facts.temp}/iid`;
    const args = buildArgs(inputs['build-args'], decided.platforms);
    const command = buildCommand({ inputs, ...decided, args, metadataFile, iidFile });
    return { command, metadataFile, iidFile };
}
function planPublish(inputs) {
    const [first] = inputs.tags;
    if (!inputs.push || first === undefined)
        return undefined;
    return { repository: first.repository, tags: [...new Set(inputs.tags.map(printReference))] };
}
function notices(inputs, platforms) {
    const names = inputs.platforms.map(printPlatform);
    const repeated = new Set(names.filter((name, index) => names.indexOf(name) !== index));
    const unemulated = platforms.filter(({ runs }) => runs === 'no emulator');
    return [
        ...[...repeated].map((name) => `platforms: ${name} is named more than once (after normalising) and built once.`),
        ...unemulated.map(({ platform }) => `${printPlatform(platform)} has no emulator here: a RUN step of it works only if the builder brings its own.`),
    ];
}
function warnings(inputs) {
    const isKept = inputs.push || inputs.load || inputs['cache-to'].length > 0;
    return isKept
        ? []
        : ['The result stays in the build cache of a builder: set push: true or load: true to keep it.'];
}

;// CONCATENATED MODULE: ./lib/plan/rules.js



/** Inputs that describe a builder of our own. */
const OWN_BUILDER = ['driver-opts', 'buildkitd-config-inline'];
const RULES = [
    {
        reads: ['push', 'tags'],
        check: ({ push, tags }) => push &&
            tags.length === 0 && {
            input: 'push',
            what: 'there is no name to push to.',
            cure: 'Add tags, as in tags: ghcr.io/owner/app:latest, or set push: false.',
        },
    },
    {
        reads: ['context'],
        check: ({ context }) => context.startsWith('-') && {
            input: 'context',
            what: `"${context}" looks like a flag.`,
            cure: 'Write a folder, as in ./app, or a URL.',
        },
    },
    {
        reads: ['context'],
        check: ({ context }, paths) => paths.context === 'missing' &&
            !context.startsWith('-') && {
            input: 'context',
            what: `there is no folder "${context}".`,
            cure: 'Check the repository out first (actions/checkout), or correct the path.',
        },
    },
    {
        reads: ['file'],
        check: ({ file }, paths) => paths.context === 'folder' &&
            paths.dockerfileIs === 'missing' && {
            input: 'file',
            what: `there is no Dockerfile at "${paths.dockerfile}".`,
            cure: file === ''
                ? 'Name it, or correct context.'
                : 'The path starts at the workspace, not at the context.',
        },
    },
    {
        reads: ['builder', ...OWN_BUILDER],
        check: (inputs) => {
            const own = OWN_BUILDER.filter((name) => inputs[name].length > 0).join(' and ');
            return (inputs.builder !== '' &&
                own !== '' && {
                input: 'builder',
                what: `"${inputs.builder}" exists already, so ${own} cannot change it.`,
                cure: `Remove ${own}, or remove builder to get a builder of our own.`,
            });
        },
    },
    {
        reads: ['cache', 'cache-ref'],
        check: (inputs) => inputs.cache === 'off' &&
            inputs['cache-ref'] !== undefined && {
            input: 'cache-ref',
            what: 'it has no effect with cache: off.',
            cure: 'Remove one of the two.',
        },
    },
    {
        reads: ['qemu-image', 'qemu'],
        check: (inputs) => inputs['qemu-image'] === '' &&
            inputs.qemu !== 'off' && {
            input: 'qemu-image',
            what: 'it is empty.',
            cure: 'Remove it to get the default, or set qemu: off.',
        },
    },
];
/**
 * Every rule that the inputs break, the platform arguments among them.
 * @param unread inputs that could not be read
 */
function ruleProblems(inputs, paths, unread) {
    const readable = (names) => !names.some((name) => unread.includes(name));
    return [
        ...RULES.filter(({ reads }) => readable(reads)).flatMap(({ check }) => check(inputs, paths) || []),
        ...(readable(['build-args', 'platforms']) ? targetArgProblems(inputs) : []),
    ];
}
/** What can be said about TARGET* and BUILD* arguments before the machine is known: BUILD* of one platform cannot. */
function targetArgProblems(inputs) {
    const targets = distinctPlatforms(inputs.platforms);
    const args = targets.map((platform) => platformArgs(platform, platform));
    const decided = inputs['build-args'].filter((arg) => args.length > 1 || arg.startsWith('TARGET'));
    return args.length === 0 ? [] : buildArgProblems(decided, args);
}

;// CONCATENATED MODULE: ./lib/report/outputs.js


/** How each output of action.yml is made. '' where there is nothing to say, as when nothing was pushed. */
const OUTPUTS = {
    digest: (plan, { built }) => (plan.publish === undefined ? '' : built.digest),
    image: ({ publish }, { built }) => (publish === undefined ? '' : `${publish.repository}@${built.digest}`),
    imageid: (_, { built }) => built.imageid,
    metadata: (_, { built }) => built.metadata,
    platforms: ({ platforms }) => platforms.map(({ platform }) => printPlatform(platform)).join(','),
    digests: (_, { confirmed }) => json((confirmed ?? []).map(({ platform, digest }) => [printPlatform(platform), digest])),
    tags: ({ publish }) => (publish?.tags ?? []).join('\n'),
    'platform-args': ({ platforms }) => json(platforms.map(({ platform, args }) => [printPlatform(platform), args])),
    builder: (_, { builder: { name, driver, nodes } }) => JSON.stringify({
        name,
        driver,
        nodes: nodes.map(({ own: _, ...node }) => ({ ...node, platforms: node.platforms.map(printPlatform) })),
    }),
};
function setOutputs(plan, result) {
    for (const [name, value] of Object.entries(OUTPUTS))
        setOutput(name, value(plan, result));
}
function json(entries) {
    return JSON.stringify(Object.fromEntries(entries));
}

;// CONCATENATED MODULE: ./lib/report/table.js
/** Rows as aligned columns for the log; the first row is the head. Columns that are empty below it are left out. */
function textTable(rows) {
    const kept = keepFilled(rows);
    const widths = (kept[0] ?? []).map((_, column) => Math.max(...kept.map((row) => row[column]?.length ?? 0)));
    return kept.map((row) => row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd());
}
/** Rows as a Markdown table; the first row is the head. */
function markdownTable(rows) {
    const [head = [], ...body] = keepFilled(rows).map((row) => row.map((cell) => cell.replaceAll('|', '\\|')));
    return [head, head.map(() => '---'), ...body].map((row) => `| ${row.join(' | ')} |`).join('\n');
}
function keepFilled(rows) {
    const [head = [], ...body] = rows;
    const filled = head.map((_, column) => body.some((row) => row[column] !== '' && row[column] !== undefined));
    return rows.map((row) => row.filter((_, column) => filled[column]));
}

;// CONCATENATED MODULE: ./lib/report/report.js





/** The end of a job that went well, in the log and on the summary page. */
function reportResult(plan, result) {
    const { built, confirmed } = result;
    const rows = [
        ['PLATFORM', 'RUNS', 'DIGEST'],
        ...plan.platforms.map(({ platform, runs }) => {
            const name = printPlatform(platform);
            return [name, runs, confirmed?.find((image) => printPlatform(image.platform) === name)?.digest ?? ''];
        }),
    ];
    const headline = plan.publish === undefined ? 'Built, not pushed' : `Pushed and confirmed by the registry: ${built.digest}`;
    say();
    say(headline);
    for (const line of textTable(rows))
        say(`  ${line}`);
    for (const tag of plan.publish?.tags ?? [])
        say(`  ${tag}`);
    say(`  ${cacheLine(result)}`);
    addSummary(summary(headline, rows, plan, result));
}
/** The end of a job that failed: each reason by itself, what to do, and the line that is to blame. */
function reportFailure(error) {
    const errors = error instanceof AggregateError ? error.errors : [error];
    const texts = errors.flatMap(failureTexts);
    for (const { message, place } of texts)
        annotate('error', message, place);
    addSummary(`### ❌ No image\n\n${texts.map(({ message }) => fenced(message)).join('\n')}`);
}
function failureTexts(error) {
    if (error instanceof Refusal)
        return error.problems.map((problem) => ({ message: problemText(problem) }));
    if (error instanceof Failure)
        return [{ message: `${error.message}\n${error.cure}`, place: error.place }];
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return [{ message: `A fault of this action, please report it: ${message}` }];
}
function summary(headline, rows, plan, result) {
    const [head = [], ...body] = rows;
    const shown = body.map((row) => row.map((cell) => (cell === '' ? '' : `\`${cell}\``)));
    return [
        `### ${headline}`,
        '',
        markdownTable([head.map((name) => name.toLowerCase()), ...shown]),
        '',
        ...(plan.publish?.tags ?? []).map((tag) => `- \`${tag}\``),
        '',
        cacheLine(result),
        '',
        gantt(result.phases),
        '',
    ].join('\n');
}
function cacheLine({ built: { progress } }) {
    return `${progress.cachedSteps} of ${progress.steps} steps came from the cache.`;
}
/** When each part of the job ran, as a chart that GitHub draws. */
function gantt(phases) {
    const bars = phases.map(({ name, start, end }) => `  ${name} ${seconds(end - start)} : ${start}, ${Math.max(end, start + 1)}`);
    return ['```mermaid', 'gantt', '  dateFormat x', '  axisFormat %M:%S', ...bars, '```'].join('\n');
}
function seconds(milliseconds) {
    return `${(milliseconds / 1000).toFixed(1)} s`;
}
/** Text of a build as a code block that it cannot close. */
function fenced(text) {
    const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
    const fence = '`'.repeat(longest + 1);
    return `${fence}\n${text}\n${fence}\n`;
}

;// CONCATENATED MODULE: ./lib/plan/shell.js
/** A docker command as it can be pasted into a shell, a flag a line where it is long. */
function shellCommand(command) {
    const words = ['docker', ...command].map(shellWord);
    if (words.join(' ').length <= 110)
        return [words.join(' ')];
    // The context of a build stays on the line of the last flag.
    const lines = [];
    for (const word of words) {
        if (word.startsWith('--') || lines.length === 0)
            lines.push(lines.length === 0 ? word : `  ${word}`);
        else
            lines.push(`${lines.pop()} ${word}`);
    }
    return lines.map((line, index) => (index < lines.length - 1 ? `${line} \\` : line));
}
/** The command that makes a folder. */
function shellFolder(path) {
    return `mkdir -p ${shellWord(path)}`;
}
/** A file as the here-document that writes it. */
function shellFile(path, content) {
    const lines = content.replace(/\n$/, '').split('\n');
    const end = lines.includes('END_OF_FILE') ? `END_OF_FILE_${lines.length}` : 'END_OF_FILE';
    return [`cat > ${shellWord(path)} <<'${end}'`, ...lines, end];
}
function shellWord(word) {
    return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

;// CONCATENATED MODULE: ./lib/report/show-plan.js



/** Everything that is going to happen, as lines for the log. Holds no secret, because the plan holds none. */
function planLines(plan) {
    return [
        ...platformTable(plan.platforms),
        '',
        `Cache: ${plan.cache.why}`,
        ...plan.cache.from.map(({ ref, why }) => `  from ${ref} (${why})`),
        ...plan.cache.to.map(({ ref, why }) => `  to   ${ref} (${why})`),
        '',
        'The same by hand:',
        '',
        ...commandLines(plan),
        '',
        askedAfterwards(plan),
    ];
}
function platformTable(platforms) {
    const head = [
        'PLATFORM',
        'RUNS',
        'TARGETARCH',
        'TARGETVARIANT',
        'GOARCH',
        'GOARM',
        'DEBIAN',
        'UNAME',
        'RUST',
    ];
    const rows = platforms.map(({ platform, runs, args }) => [
        ...[printPlatform(platform), runs, args.TARGETARCH, args.TARGETVARIANT],
        ...[args.GOARCH, args.GOARM, args.debian, args.uname, args.rust],
    ]);
    return textTable([head, ...rows]);
}
function commandLines(plan) {
    const { emulation, builder, build, files, temp } = plan;
    return [
        shellFolder(temp),
        ...files.flatMap(({ path, content }) => shellFile(path, content)),
        ...(emulation === undefined ? [] : shellCommand(emulation.command)),
        ...(builder.kind === 'own' ? shellCommand(builder.create) : []),
        ...shellCommand(build.command),
    ];
}
function askedAfterwards({ publish }) {
    if (publish === undefined)
        return 'Nothing is pushed.';
    return `Then the registry is asked for the digest, its platforms and every tag: ${publish.tags.join(', ')}`;
}

;// CONCATENATED MODULE: ./lib/state.js

/**
 * What post has to undo, by name. Each value is saved before the thing is made, so that a cancelled job
 * leaves nothing behind; an undo therefore takes "it was never made" for success.
 */
const STATE_NAMES = (/* unused pure expression or super */ null && (['builder', 'installer', 'temp', 'finished']));
/** Keeps one thing to undo for the post step. */
function remember(name, value) {
    saveState(name, value);
}
/** What main remembered, read from the runner's variables. */
function recall(env) {
    const read = (name) => env[`STATE_${name}`] ?? '';
    return {
        builder: read('builder'),
        installer: read('installer'),
        temp: read('temp'),
        finished: read('finished'),
    };
}

;// CONCATENATED MODULE: ./lib/run/build-failure.js

/** Lines of the failing step shown in the message. */
const SHOWN_LINES = 10;
/** Characters of its instruction: a RUN can be a whole script. */
const INSTRUCTION_LIMIT = 200;
/**
 * What the end of a failed build's output says: BuildKit names the step between two lines of dashes with its
 * last output, then the place in the Dockerfile, then the error. What it does not say is left out.
 */
function buildFailure({ tail, code, dockerfile, platforms }) {
    const step = failingStep(tail);
    const line = failingLine(tail);
    const error = tail.findLast((text) => text.startsWith('ERROR: '))?.slice('ERROR: '.length) ?? '';
    // "did not complete successfully: exit code: 3" is the one number people look for; buildx itself ends with 1.
    const stepCode = /did not complete successfully: exit code: (\d+)$/.exec(error)?.[1];
    const at = line === undefined ? '' : ` at ${dockerfile}:${line}`;
    const [where, instruction] = step === undefined ? ['The build', ''] : describe(step.name, platforms);
    const output = (step?.output ?? (error === '' ? tail : [])).slice(-SHOWN_LINES);
    const lines = [
        `${where} failed${at} with exit code ${stepCode ?? code}.`,
        instruction.slice(0, INSTRUCTION_LIMIT),
        ...output.map((text) => `| ${text}`),
        stepCode === undefined ? error : '',
    ];
    const message = lines.filter((text) => text !== '').join('\n');
    const cure = cureFor(error, step?.output ?? []);
    return new Failure(message, cure, line === undefined ? undefined : { file: dockerfile, line });
}
function failingStep(tail) {
    // A cache that could not be imported is listed the same way, but does not fail a build.
    const start = tail.findLastIndex((text) => /^ > (?!(?:im|ex)porting cache ).*:$/.test(text));
    const head = tail[start];
    if (head === undefined)
        return undefined;
    const rest = tail.slice(start + 1);
    const end = rest.findIndex((text) => /^-{6,}$/.test(text));
    return { name: head.slice(3, -1), output: end === -1 ? rest : rest.slice(0, end) };
}
/** `Dockerfile:3` right before the excerpt's first line of dashes. */
function failingLine(tail) {
    const at = tail.findLastIndex((text, index) => /^\S.*:\d+$/.test(text) && /^-{20}$/.test(tail[index + 1] ?? ''));
    const line = /:(\d+)$/.exec(tail[at] ?? '')?.[1];
    return line === undefined ? undefined : Number(line);
}
/** `[linux/arm64 build 3/4] RUN x` → `linux/arm64 (stage build, step 3/4)` and `RUN x`. */
function describe(name, platforms) {
    const [, named, stage, step, instruction] = /^\[(?:([a-z0-9]+\/\S+) )?(?:(\S+) )?(\d+\/\d+)\] (.*)$/.exec(name) ?? [];
    if (instruction === undefined)
        return [name.slice(0, INSTRUCTION_LIMIT), ''];
    const platform = named ?? (platforms.length === 1 ? platforms[0] : undefined) ?? 'A platform';
    return [`${platform} (${stage === undefined ? '' : `stage ${stage}, `}step ${step})`, instruction];
}
/** What people have to do, for the errors that do not say it themselves. */
const CURES = [
    {
        sign: /exec format error/,
        where: 'error or output',
        cure: 'A program of another machine was run: see that the emulator of that platform is installed (qemu: auto) and that the image holds the right binaries.',
    },
    {
        sign: /no space left on device/,
        where: 'error or output',
        cure: 'Free disk space in an earlier step, or build fewer platforms in one job.',
    },
    {
        sign: /401 Unauthorized|403 Forbidden|\b(?:denied|unauthorized)\b|authorization failed|insufficient_scope/,
        where: 'error',
        cure: 'Log in to the registry in an earlier step, with an account that may push to that repository.',
    },
    {
        sign: /connection refused|no such host|i\/o timeout|TLS handshake timeout|502 Bad Gateway|503 Service Unavailable/,
        where: 'error',
        cure: 'A server could not be reached from the builder: see that the registry is up, then run the job again; finished steps are cached.',
    },
    {
        sign: /no match for platform in manifest/,
        where: 'error',
        cure: 'The base image has no such platform: choose another base, or drop the platform.',
    },
    {
        sign: /target stage .* could not be found/,
        where: 'error',
        cure: 'Correct target: it must be the name of a stage in the Dockerfile.',
    },
];
function cureFor(error, output) {
    const found = CURES.find(({ sign, where }) => sign.test(error) || (where === 'error or output' && output.some((line) => sign.test(line))));
    return (found?.cure ?? 'The output of the step says why; the commands shown in the plan repeat it on any machine.');
}

;// CONCATENATED MODULE: ./lib/run/progress.js
/** `#12 [linux/arm64 build 3/4] RUN …`, `#12 CACHED`, `#12 ERROR: …`; a step's own output follows a time: `#12 0.345 …`. */
const LINE = /^#(\d+) (?:(CACHED)$|ERROR: (.*)$|(\[[^\]]*\b\d+\/\d+\] (?!FROM ).*|(?:importing|exporting) cache .*))/;
const CACHE = /^(?:importing|exporting) cache/;
/** Watches the lines of `--progress plain`. Memory grows with the number of steps, not with their output. */
function watchProgress() {
    const names = new Map();
    const cached = new Set();
    const cacheProblems = [];
    return {
        onLine: (line) => {
            const [, id = '', isCached, error, name] = LINE.exec(line) ?? [];
            if (name !== undefined)
                names.set(id, name);
            const known = names.get(id) ?? '';
            if (isCached !== undefined && known !== '' && !CACHE.test(known))
                cached.add(id);
            if (error !== undefined && CACHE.test(known))
                cacheProblems.push(cacheProblem(known, error));
        },
        progress: () => ({
            steps: [...names.values()].filter((name) => !CACHE.test(name)).length,
            cachedSteps: cached.size,
            cacheProblems,
        }),
    };
}
/** The usual case, a first build, in words of its own. */
function cacheProblem(name, error) {
    const missing = /^importing cache manifest from (.*)$/.exec(name)?.[1];
    return missing !== undefined && /: not found$/.test(error)
        ? `${missing} is not there yet`
        : `${name}: ${error}`;
}

;// CONCATENATED MODULE: ./lib/run/build.js







/** Runs the build and shows its output as it comes. @throws Failure with the step, its place and its last lines */
async function build(plan, failed) {
    const { onLine, progress } = watchProgress();
    startGroup('docker buildx build');
    const quote = openQuote();
    const { code, tail } = await stream(plan.command, { onText: quote.write, onLine }).finally(() => {
        quote.end();
        endGroup();
    });
    if (code !== 0)
        throw buildFailure({ ...failed, tail, code });
    const metadata = readWritten(plan.metadataFile);
    return {
        digest: json_text(parseJson(metadata), 'containerimage.digest'),
        imageid: readWritten(plan.iidFile).trim(),
        metadata,
        progress: progress(),
    };
}
/** A file that buildx writes only when there is something to write. */
function readWritten(path) {
    try {
        return (0,external_node_fs_namespaceObject.readFileSync)(path, 'utf8');
    }
    catch {
        return '';
    }
}

;// CONCATENATED MODULE: ./lib/run/builder.js




/** Makes and boots our own builder. @returns lines for the log. @throws Failure with what buildx said last */
async function createBuilder(plan) {
    remember('builder', plan.name);
    const { code, tail } = await stream(plan.create);
    if (code !== 0) {
        throw new Failure(`The builder could not be made (exit code ${code}): ${tail.slice(-5).join('\n')}`, 'See that the BuildKit image can be pulled, that privileged containers are allowed, and that driver-opts and buildkitd-config-inline are right.');
    }
    return tail;
}
/** A builder in lines for the log. */
function builderLines({ name, driver, nodes }) {
    return [
        `${name} (${driver})`,
        ...nodes.map((node) => {
            const version = node.buildkit === '' ? node.status : `BuildKit ${node.buildkit}`;
            return `  ${node.name}: ${version}, ${node.platforms.map(printPlatform).join(', ')}`;
        }),
    ];
}

;// CONCATENATED MODULE: ./lib/run/emulation.js







/**
 * Installs emulators and looks whether they are there. The installer exits 0 whatever happens, so what
 * counts is binfmt_misc, read again; only where it cannot be read, what the installer says is there.
 * @returns lines for the log
 * @throws Failure naming each platform that still has no working emulator
 */
async function installEmulators(plan) {
    remember('installer', plan.container);
    const { code, tail } = await stream(plan.command);
    if (code !== 0) {
        throw new Failure(`qemu: the emulators could not be installed (exit code ${code}): ${tail.slice(-3).join(' ')}`, 'See that qemu-image can be pulled and that privileged containers are allowed on this runner.');
    }
    const handlers = readHandlers();
    const claimed = supportedBy(tail.join('\n'));
    const problems = plan.platforms.flatMap((platform) => {
        const problem = handlers === undefined ? claimProblem(claimed, platform) : emulatorProblem(handlers, platform);
        return problem === undefined ? [] : [problem];
    });
    if (problems.length > 0) {
        throw new Failure(`qemu: the installer ended well, but ${problems.join('; ')}.`, `Try another qemu-image, or register the emulators on the runner itself with the F flag. The installer said: ${tail.slice(-5).join(' ')}`);
    }
    return tail;
}
/** Platforms in the JSON that the installer prints. */
function supportedBy(output) {
    const json = output.slice(output.indexOf('{'), output.lastIndexOf('}') + 1);
    return array(parseJson(json), 'supported').filter((name) => typeof name === 'string');
}
function claimProblem(claimed, platform) {
    const name = printPlatform(platform);
    const isThere = claimed.some((claim) => claim === name || name.startsWith(`${claim}/`));
    return isThere
        ? undefined
        : `${name} is not among the platforms it supports (${claimed.join(', ') || 'none'})`;
}

;// CONCATENATED MODULE: ./lib/verify/index.js


const REFERENCE_TYPE = 'vnd.docker.reference.type';
const REFERENCE_DIGEST = 'vnd.docker.reference.digest';
/**
 * Reads an image index (manifest list). Attestations are manifests of platform unknown/unknown that name
 * their image by annotation: https://docs.docker.com/build/metadata/attestations/attestation-storage/
 * @returns undefined when the document is no index
 */
function readIndex(bytes) {
    const document = parseJson(bytes);
    if (!Array.isArray(field(document, 'manifests')))
        return undefined;
    const entries = array(document, 'manifests');
    const isAttestation = (entry) => json_text(entry, 'annotations', REFERENCE_TYPE) === 'attestation-manifest';
    const attested = entries.filter(isAttestation).map((entry) => json_text(entry, 'annotations', REFERENCE_DIGEST));
    const images = entries
        .filter((entry) => !isAttestation(entry))
        .map((entry) => ({ platform: readPlatform(field(entry, 'platform')), digest: json_text(entry, 'digest') }));
    const digests = images.map(({ digest }) => digest);
    return { images, strayAttestations: attested.filter((digest) => !digests.includes(digest)) };
}
/** The platform in an image's config, or in a descriptor: both use the same member names. */
function readPlatform(value) {
    return platformFromParts({
        os: json_text(value, 'os'),
        architecture: json_text(value, 'architecture'),
        variant: json_text(value, 'variant'),
        'os.version': json_text(value, 'os.version'),
    });
}
/** How an index differs from what was asked for; empty when it is complete. */
function indexDifferences(index, asked) {
    const wanted = asked.map(printPlatform);
    const found = index.images.map(({ platform }) => printPlatform(platform));
    const repeated = found.filter((name, position) => found.indexOf(name) !== position);
    return [
        ...wanted.filter((name) => !found.includes(name)).map((name) => `${name} is missing`),
        ...[...new Set(found)]
            .filter((name) => !wanted.includes(name))
            .map((name) => `${name} was not asked for`),
        ...[...new Set(repeated)].map((name) => `${name} is there more than once`),
        ...index.strayAttestations.map((digest) => `an attestation points at ${digest}, which is not in the index`),
    ];
}

;// CONCATENATED MODULE: ./lib/run/publish.js





/** Questions to registries at the same time: each is a docker process. */
const AT_ONCE = 8;
const CURE = 'The push itself went through, so tags may have moved; no digest is output. Look at the image in the registry, see that nothing else pushes these tags, and run the job again.';
/**
 * Asks the registry what it holds: the digest must answer with bytes of that digest and exactly the asked
 * platforms, and every tag must answer with the same bytes.
 * @returns the images of the index
 * @throws Failure that says everything that differs
 */
async function publish_confirm(digest, publish, platforms, builder) {
    if (digest === '')
        throw new Failure('buildx pushed the image but did not tell its digest.', CURE);
    const byDigest = `${publish.repository}@${digest}`;
    const references = [byDigest, ...publish.tags];
    const answers = await inTurns(references, (reference) => askDigest(reference, builder));
    const differences = answers.flatMap(({ bytes, found }, index) => found === digest
        ? []
        : [
            `${references[index]} ${bytes === undefined ? `does not answer: ${found}` : `is ${found}, not ${digest}`}`,
        ]);
    const bytes = answers[0]?.bytes;
    if (bytes === undefined || differences.length > 0)
        throw differs(differences);
    const images = await imagesOf(bytes, byDigest, digest, builder);
    const wrong = indexDifferences(images, platforms);
    if (wrong.length > 0)
        throw differs([`the index ${byDigest} is not what was asked for: ${wrong.join('; ')}`]);
    return images.images;
}
async function askDigest(reference, builder) {
    const { code, bytes, tail } = await fetchBytes(inspect(builder, '--raw', reference));
    if (code !== 0)
        return { bytes: undefined, found: tail.at(-1) ?? `exit code ${code}` };
    return {
        bytes: bytes.toString('utf8'),
        found: `sha256:${(0,external_node_crypto_namespaceObject.createHash)('sha256').update(bytes).digest('hex')}`,
    };
}
/** The images behind a digest. A manifest that stands by itself has its platform in its config. */
async function imagesOf(bytes, byDigest, digest, builder) {
    const index = readIndex(bytes);
    if (index !== undefined)
        return index;
    const config = await fetchBytes(inspect(builder, '--format', '{{json .Image}}', byDigest));
    if (config.code !== 0)
        throw differs([`${byDigest} has no config that can be read: ${config.tail.at(-1) ?? ''}`]);
    const platform = readPlatform(parseJson(config.bytes.toString('utf8')));
    return { images: [{ platform, digest }], strayAttestations: [] };
}
function inspect(builder, ...rest) {
    return ['buildx', 'imagetools', 'inspect', '--builder', builder, ...rest];
}
function differs(differences) {
    return new Failure(`The registry does not hold what was built: ${differences.join('; ')}.`, CURE);
}
/** Runs over a list, a few at a time, and keeps the order. */
async function inTurns(list, run) {
    const results = new Array(list.length);
    const queue = list.entries();
    const worker = async () => {
        for (const [index, item] of queue)
            results[index] = await run(item);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    return results;
}

;// CONCATENATED MODULE: ./lib/run/run.js









/** Carries the plan out: QEMU and builder side by side, then the build, then the registry's answer. */
async function run(plan, facts) {
    const { phases, timed } = clock();
    prepareFolder(plan);
    await allOf([
        timed('builder', () => prepareBuilder(plan)),
        timed('emulators', () => prepareEmulators(plan)),
    ]);
    const [built, builder] = await timed('build', () => buildAndLook(plan, facts));
    for (const problem of built.progress.cacheProblems)
        say(`Cache: ${problem}; the job goes on without it.`);
    const confirmed = await timed('registry', () => askRegistry(plan, built));
    return { built, confirmed, builder, phases };
}
function prepareFolder(plan) {
    remember('temp', plan.temp);
    (0,external_node_fs_namespaceObject.mkdirSync)(plan.temp, { recursive: true, mode: 0o700 });
    for (const { path, content } of plan.files)
        (0,external_node_fs_namespaceObject.writeFileSync)(path, content, { mode: 0o600 });
}
async function prepareBuilder({ builder }) {
    if (builder.kind === 'own')
        await createBuilder(builder);
}
/** The build; what our new builder is, is asked beside it, because the build does not wait for that. */
async function buildAndLook(plan, facts) {
    const { builder, platforms } = plan;
    const names = platforms.map(({ platform }) => printPlatform(platform));
    let lines = [];
    const look = async () => {
        const found = facts.builder ?? (await readBuilder(builder.name));
        lines = builderLines(found);
        return found;
    };
    try {
        const failed = { dockerfile: facts.paths.dockerfile, platforms: names };
        return await allOf([build(plan.build, failed), look()]);
    }
    finally {
        group(builder.kind === 'own' ? 'Builder that was made' : 'Builder, used as it is', lines);
    }
}
async function prepareEmulators({ emulation }) {
    if (emulation === undefined) {
        say('Emulators: none is missing, nothing is installed.');
        return;
    }
    const lines = await installEmulators(emulation);
    group('Emulators installed and checked', lines);
}
/** Both to their end, whatever happens to the other: nothing goes on behind a failure. */
async function allOf(parts) {
    const settled = await Promise.allSettled(parts);
    const failures = settled.flatMap((part) => (part.status === 'rejected' ? [part.reason] : []));
    if (failures.length > 1)
        throw new AggregateError(failures);
    return Promise.all(parts);
}
async function askRegistry({ publish, platforms, builder }, built) {
    if (publish === undefined)
        return undefined;
    return publish_confirm(built.digest, publish, platforms.map(({ platform }) => platform), builder.name);
}
function clock() {
    const begin = Date.now();
    const phases = [];
    const timed = async (name, part) => {
        const start = Date.now() - begin;
        try {
            return await part();
        }
        finally {
            phases.push({ name, start, end: Date.now() - begin });
        }
    };
    return { phases, timed };
}

;// CONCATENATED MODULE: ./lib/main.js













/** Read, plan, show, run, report. */
async function main() {
    const { inputs, problems } = readInputs(process.env);
    const paths = readPaths(inputs);
    const wrong = [
        ...problems,
        ...ruleProblems(inputs, paths, problems.map(({ input }) => input)),
    ];
    if (wrong.length > 0)
        throw new Refusal(wrong);
    const facts = await readFacts(inputs, paths, process.env);
    const plan = makePlan(inputs, facts);
    group('Plan', planLines(plan));
    for (const notice of plan.notices)
        annotate('notice', notice);
    for (const warning of plan.warnings)
        annotate('warning', warning);
    const result = await run(plan, facts);
    setOutputs(plan, result);
    reportResult(plan, result);
    remember('finished', 'true');
}
leaveOnCancel();
main().catch((error) => {
    process.exitCode = 1;
    // What the signal broke is no news; the process is about to leave.
    if (!isCancelled())
        reportFailure(error);
});

