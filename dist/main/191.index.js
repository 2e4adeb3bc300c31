export const id = 191;
export const ids = [191];
export const modules = {

/***/ 57191:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   logIn: () => (/* binding */ logIn)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _disk_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(57486);
/* harmony import */ var _docker_docker_js__WEBPACK_IMPORTED_MODULE_12__ = __webpack_require__(41762);
/* harmony import */ var _docker_folders_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(68721);
/* harmony import */ var _docker_tries_js__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(55093);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(452);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(16413);
/* harmony import */ var _oci_ecr_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(62935);
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(23940);
/* harmony import */ var _present_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(23680);
/* harmony import */ var _runner_commands_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6910);
/* harmony import */ var _runner_log_js__WEBPACK_IMPORTED_MODULE_13__ = __webpack_require__(93188);
/* harmony import */ var _folder_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(92497);














async function logIn(docker, plan, temp, secrets) {
    const withPasswords = await resolvePasswords(docker, plan.logins, secrets);
    const logins = withPasswords.map(({ password: _, ...login }) => login);
    for (const { username, password } of withPasswords)
        (0,_runner_commands_js__WEBPACK_IMPORTED_MODULE_2__/* .setSecret */ .Pq)((0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_3__/* .basicAuth */ .tB)(username, password));
    for (const login of withPasswords.filter(({ stays }) => stays))
        await logInOnMachine(docker, login);
    const stepLogins = withPasswords.filter(({ stays }) => !stays);
    const env = { DOCKER_AUTH_CONFIG: withoutLogins(docker.env['DOCKER_AUTH_CONFIG'], logins) };
    if (stepLogins.length === 0)
        return loggedIn(docker.with({ env, logins }), plan, () => { });
    (0,_folder_js__WEBPACK_IMPORTED_MODULE_4__/* .makeFolder */ .f)('temp', temp);
    const folder = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(temp, 'docker');
    const write = makeSettings((0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)((0,_docker_folders_js__WEBPACK_IMPORTED_MODULE_5__/* .dockerFolder */ .N)(docker.env)), folder, plan);
    write(stepLogins);
    const folders = { DOCKER_CONFIG: folder, BUILDX_CONFIG: (0,_docker_folders_js__WEBPACK_IMPORTED_MODULE_5__/* .buildxFolder */ .j)(docker.env) };
    return loggedIn(docker.with({ env: { ...env, ...folders }, logins }), plan, (host) => write(stepLogins.filter((login) => login.host !== host)));
}
function makeSettings(machine, folder, plan) {
    try {
        copyFolder(machine, folder, plan);
    }
    catch (error) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_6__/* .Failure */ .HR(`The docker settings of this step could not be created in ${folder}: ${(0,_errors_js__WEBPACK_IMPORTED_MODULE_6__/* .messageOf */ .bD)(error)}.`, 'Check that the disk of RUNNER_TEMP is not full and supports links, or log in before this step (docker/login-action) and set registry-auth: off.');
    }
    const settings = (0,_json_js__WEBPACK_IMPORTED_MODULE_7__/* .parseJson */ .qF)((0,_disk_js__WEBPACK_IMPORTED_MODULE_8__/* .textIn */ .r)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(machine, 'config.json')) ?? '');
    return (logins) => writeSettings(folder, withLogins(settings, logins));
}
async function resolvePasswords(docker, logins, secrets) {
    const found = await Promise.all(logins.map(async (login) => {
        const secret = secrets.get(login.host);
        const made = login.from === 'ecr' ? await requestEcrLogin(docker, login, secret) : secret;
        return made === undefined ? undefined : { ...login, ...made };
    }));
    return (0,_present_js__WEBPACK_IMPORTED_MODULE_9__/* .present */ .E)(found);
}
async function requestEcrLogin(docker, { host, isOptional }, keys) {
    const registry = (0,_oci_ecr_js__WEBPACK_IMPORTED_MODULE_10__/* .ecrRegistry */ .g)(host);
    if (registry === undefined)
        throw new Error(`${host} is not an Amazon registry.`);
    const { ecrLogin } = await Promise.all(/* import() */[__webpack_require__.e(942), __webpack_require__.e(549), __webpack_require__.e(213)]).then(__webpack_require__.bind(__webpack_require__, 21213));
    try {
        const login = await ecrLogin(host, registry, keys?.username ? keys : undefined, docker);
        (0,_runner_commands_js__WEBPACK_IMPORTED_MODULE_2__/* .setSecret */ .Pq)(login.password);
        return login;
    }
    catch (error) {
        if (!isOptional || !(error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_6__/* .Failure */ .HR))
            throw error;
        (0,_runner_commands_js__WEBPACK_IMPORTED_MODULE_2__/* .annotate */ .fz)('notice', `${error.message}\nThe job continues without that login: this run has no secrets, and pushes nothing there.`);
        return undefined;
    }
}
function loggedIn(docker, plan, drop) {
    return { docker, confirm: () => confirm(docker, plan, drop) };
}
async function logInOnMachine(docker, { host, username, password }) {
    const name = (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_3__/* .registryName */ .jT)(host);
    const server = host === _oci_reference_js__WEBPACK_IMPORTED_MODULE_3__/* .HUB_SERVER */ .iR ? [] : [host];
    const command = ['login', '--username', username, '--password-stdin', ...server];
    const { code, tail } = await (0,_docker_tries_js__WEBPACK_IMPORTED_MODULE_11__/* .retryCommand */ .wk)(docker.tries, `logging in to ${name}`, () => docker.stream(command, { limitMs: _docker_docker_js__WEBPACK_IMPORTED_MODULE_12__/* .LIMIT_MS */ .TZ.question, input: password }));
    if (code === 0) {
        (0,_runner_log_js__WEBPACK_IMPORTED_MODULE_13__/* .logLine */ .BP)(`Docker is logged in to ${name} as ${username}.`);
        return;
    }
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_6__/* .Failure */ .HR(`Docker could not log in to ${name} as ${username}: ${tail.at(-1) ?? `exit code ${code}`}`, 'Correct username and password (or registry-auth), and check that the registry is up and that this runner can reach it.');
}
function copyFolder(machine, folder, { makesContext }) {
    (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.mkdirSync)(folder, { mode: 0o700 });
    if (makesContext)
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.mkdirSync)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(machine, 'contexts'), { recursive: true, mode: 0o700 });
    for (const entry of listFolder(machine))
        if (entry.name !== 'config.json')
            linkEntry(entry, machine, folder);
}
function linkEntry(entry, machine, folder) {
    const [from, to] = [(0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(machine, entry.name), (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, entry.name)];
    try {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.symlinkSync)(from, to, entry.isDirectory() ? 'junction' : 'file');
    }
    catch (error) {
        if (!entry.isFile())
            throw error;
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.copyFileSync)(from, to);
    }
}
function listFolder(folder) {
    try {
        return (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readdirSync)(folder, { withFileTypes: true });
    }
    catch {
        return [];
    }
}
function writeSettings(folder, settings) {
    const path = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, 'config.json');
    (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.writeFileSync)(`${path}.new`, JSON.stringify(settings), { mode: 0o600 });
    (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.renameSync)(`${path}.new`, path);
}
function withLogins(settings, logins) {
    const auths = logins.map(({ host, username, password }) => [
        (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_3__/* .loginKey */ .H$)(host),
        { auth: (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_3__/* .basicAuth */ .tB)(username, password) },
    ]);
    const helpers = logins.map(({ host }) => [(0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_3__/* .loginKey */ .H$)(host), '']);
    return {
        ...membersOf(settings),
        auths: { ...membersOf((0,_json_js__WEBPACK_IMPORTED_MODULE_7__/* .field */ .ZZ)(settings, 'auths')), ...Object.fromEntries(auths) },
        credHelpers: { ...membersOf((0,_json_js__WEBPACK_IMPORTED_MODULE_7__/* .field */ .ZZ)(settings, 'credHelpers')), ...Object.fromEntries(helpers) },
    };
}
function withoutLogins(variable, logins) {
    const settings = (0,_json_js__WEBPACK_IMPORTED_MODULE_7__/* .parseJson */ .qF)(variable ?? '');
    const auths = (0,_json_js__WEBPACK_IMPORTED_MODULE_7__/* .field */ .ZZ)(settings, 'auths');
    if (auths === undefined)
        return variable;
    const hosts = logins.map(({ host }) => host);
    const hostOf = (key) => (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_3__/* .splitRepository */ .T8)(`${(0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_3__/* .hostIn */ .yo)(key)}/owner/name`).host;
    const left = Object.entries(membersOf(auths)).filter(([key]) => !hosts.includes(hostOf(key)));
    return left.length === 0
        ? undefined
        : JSON.stringify({ ...membersOf(settings), auths: Object.fromEntries(left) });
}
function membersOf(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}
async function confirm(docker, plan, drop) {
    const untested = plan.logins.filter(({ tried }) => tried !== 'by the push' && tried !== 'by its token');
    if (untested.length === 0)
        return;
    const { tryLogin, mayRead } = await Promise.all(/* import() */[__webpack_require__.e(942), __webpack_require__.e(878), __webpack_require__.e(506)]).then(__webpack_require__.bind(__webpack_require__, 12506));
    const patience = plan.isReachedAlike ? {} : { pausesMs: [] };
    const settings = { hosts: plan.hosts, docker, ...patience };
    await Promise.all(untested.map(async ({ host, tried }) => {
        if (typeof tried === 'string')
            await warnIfUnreachable(plan, host, () => tryLogin(host, settings));
        else if (!(await mayRead(tried.repository, settings))) {
            drop(host);
            (0,_runner_log_js__WEBPACK_IMPORTED_MODULE_13__/* .logLine */ .BP)(`The job's token may not read ${tried.repository}: ${(0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_3__/* .registryName */ .jT)(host)} is used without a login. (permissions: packages: read)`);
        }
    }));
}
async function warnIfUnreachable({ isReachedAlike }, host, work) {
    const { AccessDenied } = await Promise.all(/* import() */[__webpack_require__.e(942), __webpack_require__.e(878)]).then(__webpack_require__.bind(__webpack_require__, 86878));
    try {
        await work();
    }
    catch (error) {
        if (error instanceof AccessDenied)
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_6__/* .Failure */ .HR(`${error.message} Nothing has been built.`, error.cure);
        if (!(error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_6__/* .Failure */ .HR))
            throw error;
        if (isReachedAlike)
            (0,_runner_commands_js__WEBPACK_IMPORTED_MODULE_2__/* .annotate */ .fz)('warning', `It is not known yet whether ${(0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_3__/* .registryName */ .jT)(host)} accepts the login. ${error.message}`);
    }
}


/***/ })

};
