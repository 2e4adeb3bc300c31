export const id = 195;
export const ids = [195];
export const modules = {

/***/ 29195:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  signImage: () => (/* binding */ signImage)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: ./lib/concurrency.js
var concurrency = __webpack_require__(18316);
// EXTERNAL MODULE: ./lib/distinct.js
var distinct = __webpack_require__(62279);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/json.js
var json = __webpack_require__(16413);
// EXTERNAL MODULE: ./lib/oci/descriptor.js
var descriptor = __webpack_require__(11260);
// EXTERNAL MODULE: ./lib/oci/manifest.js
var oci_manifest = __webpack_require__(44360);
// EXTERNAL MODULE: ./lib/registry/login.js
var login = __webpack_require__(86878);
// EXTERNAL MODULE: ./lib/http.js + 1 modules
var http = __webpack_require__(28927);
// EXTERNAL MODULE: ./lib/oci/digest.js
var oci_digest = __webpack_require__(9501);
;// CONCATENATED MODULE: ./lib/oci/referrer.js



const EMPTY = '{}';
const EMPTY_TYPE = 'application/vnd.oci.empty.v1+json';
function referrerManifest({ subject, type, content, annotations }) {
    return JSON.stringify({
        ...{ schemaVersion: 2, mediaType: oci_manifest/* OCI_MANIFEST */.EG, artifactType: type },
        config: descriptorOf(EMPTY, EMPTY_TYPE),
        layers: [descriptorOf(content, type)],
        ...{ subject, annotations },
    });
}
function descriptorOf(bytes, mediaType) {
    return { mediaType, digest: (0,oci_digest/* digestOf */.ol)(bytes), size: Buffer.byteLength(bytes) };
}
function referrersTag(digest) {
    const [algorithm = '', hex = ''] = digest.split(':');
    return `${algorithm.slice(0, 32)}-${hex.slice(0, 64)}`;
}
function listsReferrer(list, digest) {
    return (0,json/* array */.YO)((0,json/* parseJson */.qF)(list), 'manifests').some((entry) => (0,json/* text */.Qq)(entry, 'digest') === digest);
}
function withReferrer(list, manifest) {
    const document = (0,json/* parseJson */.qF)(list);
    if (list !== '' && !Array.isArray((0,json/* field */.ZZ)(document, 'manifests')))
        return undefined;
    const [artifactType, annotations] = ['artifactType', 'annotations'].map((name) => (0,json/* field */.ZZ)((0,json/* parseJson */.qF)(manifest), name));
    const entry = { ...descriptorOf(manifest, oci_manifest/* OCI_MANIFEST */.EG), artifactType, annotations };
    const manifests = [...(0,json/* array */.YO)(document, 'manifests'), entry];
    return JSON.stringify({ schemaVersion: 2, mediaType: oci_manifest/* OCI_INDEX */.$p, manifests });
}

;// CONCATENATED MODULE: ./lib/registry/referrers.js




async function attachReferrer({ at, withRetries }, repository, referrer) {
    const manifests = at(repository);
    const manifest = referrerManifest(referrer);
    const { digest } = referrer.subject;
    const what = `Attaching to ${repository}@${digest}`;
    for (const bytes of new Set([EMPTY, referrer.content]))
        await withRetries(what, () => manifests.upload(bytes));
    const isListed = await withRetries(what, () => manifests.putReferrer(manifest));
    if (isListed)
        return;
    await withRetries(what, () => addToList(manifests, referrersTag(digest), manifest));
}
async function addToList(manifests, tag, manifest) {
    const digest = (0,oci_digest/* digestOf */.ol)(manifest);
    const read = async () => (await manifests.read(tag))?.bytes ?? '';
    const before = await read();
    if (listsReferrer(before, digest))
        return;
    const after = withReferrer(before, manifest);
    if (after === undefined)
        throw new errors/* Failure */.HR(`${manifests.repository}:${tag} is not a list of referrers to an image, but has to be one.`, 'Delete this tag, or give its content another tag.');
    await manifests.put(tag, after);
    if (!listsReferrer(await read(), digest))
        throw new http/* HttpError */.j$(`${manifests.repository}:${tag} does not list it yet`, 'passing');
}

// EXTERNAL MODULE: ./lib/runner/commands.js
var commands = __webpack_require__(6910);
// EXTERNAL MODULE: ./lib/runner/log.js
var log = __webpack_require__(93188);
// EXTERNAL MODULE: ./lib/faults.js
var faults = __webpack_require__(3102);
;// CONCATENATED MODULE: ./lib/signing/services.js




const ANSWER_LIMIT = 4 << 20;
const SILENCE_MS = 30_000;
function openServices(env, withRetries) {
    const client = (0,http/* openHttpClient */.S$)({ env, silenceMs: SILENCE_MS });
    const send = async (request) => {
        const { message } = await client.send(request);
        const body = await client.wholeBody(message, ANSWER_LIMIT);
        const answer = { status: message.statusCode ?? 0, body, location: message.headers.location ?? '' };
        const fault = answer.status >= 400 ? (0,faults/* faultOf */.K)({ status: answer.status, message: serviceMessage(answer) }) : undefined;
        if ((0,faults/* isTransientClass */.J)(fault))
            throw new http/* HttpError */.j$(`the answer is ${describeAnswer(answer)}`, 'passing', answer);
        return answer;
    };
    return {
        ask: (what, request) => withRetries(what, () => send(request)).catch((error) => {
            throw new errors/* Failure */.HR(`${what} failed: ${(0,http/* reasonOf */.A3)(error)}.`, serviceCure(error, new URL(request.url).host));
        }),
    };
}
function serviceCure(error, host) {
    return (0,http/* isUntrusted */.fb)(error)
        ? 'Set NODE_EXTRA_CA_CERTS in the env of the job to the file with its certificate authority, or let this machine trust it.'
        : `Check that this runner can reach ${host}, and run the job again.`;
}
function postRequest(url, body, headers = {}) {
    const json = { 'content-type': 'application/json', accept: 'application/json' };
    return { method: 'POST', url, headers: { ...json, ...headers }, body: JSON.stringify(body) };
}
function documentOf(what, answer, cure) {
    const document = (0,json/* parseJson */.qF)(answer.body.toString('utf8'));
    if (answer.status < 200 || answer.status > 299)
        throw requestFailure(what, answer, cure);
    if (document === undefined)
        throw new errors/* Failure */.HR(`${what} failed: the answer is not valid JSON.`, cure);
    return document;
}
const WORDS_LIMIT = 300;
function requestFailure(what, answer, cure) {
    return new errors/* Failure */.HR(`${what} failed: the answer is ${describeAnswer(answer)}.`, cure);
}
function describeAnswer(answer) {
    const words = serviceMessage(answer);
    return words === '' ? `${answer.status}` : `${answer.status} (${words})`;
}
function serviceMessage({ body }) {
    const said = (0,json/* text */.Qq)((0,json/* parseJson */.qF)(body.toString('utf8')), 'message');
    return said.replace(/\s+/g, ' ').trim().slice(0, WORDS_LIMIT);
}

;// CONCATENATED MODULE: ./lib/signing/github.js



const WHAT = 'Storing the attestation at GitHub';
const CURE = 'Check that the job has permissions: attestations: write, and that the plan of the owner includes artifact attestations for such repositories.';
async function storeAttestation({ server, api, repository, token }, { bytes }, { ask }) {
    const headers = {
        accept: 'application/vnd.github+json',
        authorization: `Bearer ${token}`,
        'x-github-api-version': '2022-11-28',
    };
    const request = postRequest(`${api}/repos/${repository}/attestations`, { bundle: (0,json/* parseJson */.qF)(bytes) }, headers);
    const id = (0,json/* field */.ZZ)(documentOf(WHAT, await ask(WHAT, request), CURE), 'id');
    if (typeof id !== 'number' && typeof id !== 'string')
        throw new errors/* Failure */.HR(`${WHAT} failed: the answer has no id.`, CURE);
    return `${server}/${repository}/attestations/${id}`;
}

;// CONCATENATED MODULE: ./lib/signing/identity.js




const CLAIMS = [
    ...['iss', 'sub', 'ref', 'sha', 'repository', 'repository_id', 'repository_owner_id'],
    ...[
        'event_name',
        'workflow_ref',
        'job_workflow_ref',
        'runner_environment',
        'run_id',
        'run_attempt',
    ],
];
const AUDIENCE = 'sigstore';
const identity_WHAT = "Requesting the job's identity from the runner";
const identity_CURE = 'Check that the job has permissions: id-token: write, and run it again.';
async function readIdentity({ url, secret }, { ask }) {
    const address = new URL(url);
    address.searchParams.set('audience', AUDIENCE);
    const headers = { authorization: `Bearer ${secret}`, accept: 'application/json' };
    const answer = await ask(identity_WHAT, { method: 'GET', url: address.href, headers });
    const token = (0,json/* text */.Qq)(documentOf(identity_WHAT, answer, identity_CURE), 'value');
    if (token !== '')
        (0,commands/* setSecret */.Pq)(token);
    const payload = (0,json/* parseJson */.qF)(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
    const missing = CLAIMS.filter((name) => (0,json/* text */.Qq)(payload, name) === '');
    if (missing.length > 0)
        throw new errors/* Failure */.HR(`${identity_WHAT} failed: the token lacks ${missing.join(', ')}.`, identity_CURE);
    return { token, claims: claimsIn(payload) };
}
function claimsIn(payload) {
    const claim = (name) => (0,json/* text */.Qq)(payload, name);
    return {
        ...{ iss: claim('iss'), sub: claim('sub'), ref: claim('ref'), sha: claim('sha') },
        ...{ repository: claim('repository'), repository_id: claim('repository_id') },
        ...{ repository_owner_id: claim('repository_owner_id'), event_name: claim('event_name') },
        ...{ workflow_ref: claim('workflow_ref'), job_workflow_ref: claim('job_workflow_ref') },
        ...{ runner_environment: claim('runner_environment') },
        ...{ run_id: claim('run_id'), run_attempt: claim('run_attempt') },
    };
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: ./node_modules/@sigstore/bundle/dist/index.js
var dist = __webpack_require__(61040);
// EXTERNAL MODULE: ./node_modules/@sigstore/core/dist/index.js
var core_dist = __webpack_require__(83917);
;// CONCATENATED MODULE: ./lib/signing/statement.js
const STATEMENT_TYPE = 'application/vnd.in-toto+json';
const SIGNATURE = 'https://sigstore.dev/cosign/sign/v1';
const PROVENANCE = 'https://slsa.dev/provenance/v1';
function signatureOf(digest) {
    return statement([{ name: '', digest }], SIGNATURE, {});
}
function provenanceOf({ names, digest }, server, claims) {
    const { ref, sha, repository, run_id: run, run_attempt: attempt } = claims;
    const source = `${server}/${repository}`;
    const path = workflowIn(claims.workflow_ref).replace(`${repository}/`, '');
    const predicate = {
        buildDefinition: {
            buildType: 'https://actions.github.io/buildtypes/workflow/v1',
            externalParameters: { workflow: { ref, repository: source, path } },
            internalParameters: {
                github: {
                    event_name: claims.event_name,
                    repository_id: claims.repository_id,
                    repository_owner_id: claims.repository_owner_id,
                    runner_environment: claims.runner_environment,
                },
            },
            resolvedDependencies: [{ uri: `git+${source}@${ref}`, digest: { gitCommit: sha } }],
        },
        runDetails: {
            builder: { id: `${server}/${claims.job_workflow_ref}` },
            metadata: { invocationId: `${source}/actions/runs/${run}/attempts/${attempt}` },
        },
    };
    return statement(names.map((name) => ({ name, digest })), PROVENANCE, predicate);
}
function workflowIn(reference) {
    return /^(.*?\.ya?ml)@/.exec(reference)?.[1] ?? reference;
}
function statement(subjects, predicateType, predicate) {
    const subject = subjects.map(({ name, digest }) => {
        const [algorithm = '', hex = ''] = digest.split(':');
        return { ...(name === '' ? {} : { name }), digest: { [algorithm]: hex } };
    });
    const document = { _type: 'https://in-toto.io/Statement/v1', subject, predicateType, predicate };
    return { predicateType, bytes: JSON.stringify(document) };
}

;// CONCATENATED MODULE: ./lib/signing/sigstore.js







const BUNDLE_TYPE = 'application/vnd.dev.sigstore.bundle.v0.3+json';
async function signStatement({ predicateType, bytes }, identity, authorities, services) {
    const { publicKey, privateKey } = (0,external_node_crypto_.generateKeyPairSync)('ec', { namedCurve: 'P-256' });
    const certificate = await requestCertificate({ publicKey, privateKey }, identity, authorities, services);
    const artifact = Buffer.from(bytes);
    const signature = (0,external_node_crypto_.sign)('sha256', core_dist.dsse.preAuthEncoding(STATEMENT_TYPE, artifact), privateKey);
    const bundle = (0,dist/* toDSSEBundle */.PR)({
        ...{ artifact, artifactType: STATEMENT_TYPE, signature },
        certificate: core_dist.pem.toDER(certificate),
    });
    const { verificationMaterial: material } = bundle;
    if (authorities.kind === 'public') {
        material.tlogEntries = [await addLogEntry(bundle, certificate, authorities.log, services)];
    }
    else {
        const signedTimestamp = await requestTimestamp(signature, authorities.timestamps, services);
        material.timestampVerificationData = { rfc3161Timestamps: [{ signedTimestamp }] };
    }
    return { predicateType, bytes: JSON.stringify((0,dist/* bundleToJSON */.ev)(bundle)) };
}
const CERTIFICATE_CURES = {
    public: 'See https://status.sigstore.dev, and run the job again.',
    github: "The repository is not public, so GitHub's own Sigstore has to sign, which requires GitHub Enterprise Cloud. Without it, leave out attest and sign, or sign with a key in a step after this one (cosign sign --key).",
};
async function requestCertificate({ publicKey, privateKey }, { token, claims }, { kind, certificates }, { ask }) {
    const what = `Requesting a certificate from ${new URL(certificates).host}`;
    const cure = CERTIFICATE_CURES[kind];
    const content = publicKey.export({ format: 'pem', type: 'spki' }).toString();
    const proofOfPossession = (0,external_node_crypto_.sign)('sha256', Buffer.from(claims.sub), privateKey).toString('base64');
    const request = {
        credentials: { oidcIdentityToken: token },
        publicKeyRequest: { publicKey: { algorithm: 'ECDSA', content }, proofOfPossession },
    };
    const document = documentOf(what, await ask(what, postRequest(`${certificates}/api/v2/signingCert`, request)), cure);
    const answer = (0,json/* field */.ZZ)(document, 'signedCertificateEmbeddedSct') ?? (0,json/* field */.ZZ)(document, 'signedCertificateDetachedSct');
    const [certificate] = (0,json/* array */.YO)(answer, 'chain', 'certificates');
    if (typeof certificate !== 'string' || !isCertificateFor(certificate, privateKey))
        throw new errors/* Failure */.HR(`${what} failed: the answer has no certificate for the key of this job.`, cure);
    return certificate;
}
function isCertificateFor(certificate, key) {
    try {
        return new external_node_crypto_.X509Certificate(certificate).checkPrivateKey(key);
    }
    catch {
        return false;
    }
}
const LOG_CURE = 'See https://status.sigstore.dev, and run the job again.';
async function addLogEntry({ content }, certificate, log, services) {
    const what = `Adding a signature to the log of ${new URL(log).host}`;
    const envelope = JSON.stringify((0,dist/* envelopeToJSON */.Qe)(content.dsseEnvelope));
    const verifiers = [Buffer.from(certificate).toString('base64')];
    const proposal = { apiVersion: '0.0.1', kind: 'dsse', spec: { proposedContent: { envelope, verifiers } } };
    const answer = await services.ask(what, postRequest(`${log}/api/v1/log/entries`, proposal));
    const entries = documentOf(what, await existingEntry(what, answer, log, services), LOG_CURE);
    const entry = (0,json/* field */.ZZ)(entries, (0,json/* keys */.HP)(entries)[0] ?? '');
    const read = readEntry(entry);
    if (read === undefined)
        throw new errors/* Failure */.HR(`${what} failed: the answer is not an entry.`, LOG_CURE);
    return read;
}
async function existingEntry(what, answer, log, { ask }) {
    if (answer.status !== 409)
        return answer;
    const [, id] = /\/([0-9a-f]{64,80})$/.exec(answer.location) ?? [];
    if (id === undefined)
        throw requestFailure(what, answer, LOG_CURE);
    const headers = { accept: 'application/json' };
    return ask(what, { method: 'GET', url: `${log}/api/v1/log/entries/${id}`, headers });
}
function readEntry(entry) {
    const canonicalizedBody = Buffer.from((0,json/* text */.Qq)(entry, 'body'), 'base64');
    const body = (0,json/* parseJson */.qF)(canonicalizedBody.toString('utf8'));
    const proof = (0,json/* field */.ZZ)((0,json/* field */.ZZ)(entry, 'verification'), 'inclusionProof');
    const [logIndex, integratedTime] = [numberIn(entry, 'logIndex'), numberIn(entry, 'integratedTime')];
    const [proven, treeSize] = [numberIn(proof, 'logIndex'), numberIn(proof, 'treeSize')];
    const promise = (0,json/* text */.Qq)(entry, 'verification', 'signedEntryTimestamp');
    const hashes = (0,json/* array */.YO)(proof, 'hashes').flatMap((hash) => (typeof hash === 'string' ? [hash] : []));
    const numbers = [logIndex, integratedTime, proven, treeSize];
    if ((0,json/* text */.Qq)(body, 'kind') === '' || promise === '' || numbers.includes(''))
        return undefined;
    return {
        ...{ logIndex, integratedTime, canonicalizedBody },
        logId: { keyId: Buffer.from((0,json/* text */.Qq)(entry, 'logID'), 'hex') },
        kindVersion: { kind: (0,json/* text */.Qq)(body, 'kind'), version: (0,json/* text */.Qq)(body, 'apiVersion') },
        inclusionPromise: { signedEntryTimestamp: Buffer.from(promise, 'base64') },
        inclusionProof: {
            ...{ logIndex: proven, treeSize },
            rootHash: Buffer.from((0,json/* text */.Qq)(proof, 'rootHash'), 'hex'),
            hashes: hashes.map((hash) => Buffer.from(hash, 'hex')),
            checkpoint: { envelope: (0,json/* text */.Qq)(proof, 'checkpoint') },
        },
    };
}
function numberIn(value, name) {
    const found = (0,json/* field */.ZZ)(value, name);
    return typeof found === 'number' && Number.isSafeInteger(found) ? String(found) : '';
}
const TIMESTAMP_CURE = 'See https://www.githubstatus.com, and run the job again.';
async function requestTimestamp(signature, authority, { ask }) {
    const what = `Requesting a timestamp from ${new URL(authority).host}`;
    const artifactHash = (0,external_node_crypto_.createHash)('sha256').update(signature).digest('base64');
    const request = { artifactHash, hashAlgorithm: 'sha256' };
    const answer = await ask(what, postRequest(`${authority}/api/v1/timestamp`, request));
    if (answer.status < 200 || answer.status > 299)
        throw requestFailure(what, answer, TIMESTAMP_CURE);
    return answer.body;
}

// EXTERNAL MODULE: ./lib/run/await-digest.js
var await_digest = __webpack_require__(57780);
;// CONCATENATED MODULE: ./lib/run/sign.js

















const SIGNATURES_AT_ONCE = 4;
async function signImage(registries, plan, { identities, token, env }, { image, repositories }) {
    if (identities === undefined)
        throw new Error('The plan signs, and the job has no identity.');
    await (0,concurrency/* mapConcurrent */._)(repositories, SIGNATURES_AT_ONCE, (repository) => pushIndex(registries, repository, image));
    const services = openServices(env, registries.withRetries);
    (0,commands/* setSecret */.Pq)(identities.secret);
    const identity = await readIdentity(identities, services);
    const { claims } = identity;
    const sign = async ({ subject, statement }) => ({
        subject,
        bundle: await signStatement(statement, identity, plan.sigstore, services),
    });
    const [attested, ...others] = plannedStatements(plan, image, repositories, claims);
    if (attested === undefined)
        throw new Error('The plan signs nothing.');
    const first = await sign(attested);
    const attestation = plan.attests ? await storeAttestation({ ...plan, token }, first.bundle, services) : '';
    const signed = [first, ...(await (0,concurrency/* mapConcurrent */._)(others, SIGNATURES_AT_ONCE, sign))];
    await (0,concurrency/* mapConcurrent */._)(repositories, SIGNATURES_AT_ONCE, (repository) => attachAll(registries, repository, signed));
    (0,external_node_fs_.writeFileSync)(plan.file, signed.map(({ bundle }) => `${bundle.bytes}\n`).join(''), { mode: 0o600 });
    (0,log/* logLine */.BP)(`Signed ${image.digest} as ${claims.job_workflow_ref}${attestation === '' ? '' : `: ${attestation}`}`);
    const { iss: issuer, repository, job_workflow_ref: reference } = claims;
    return { attestation, issuer, repository, workflow: workflowIn(reference) };
}
async function pushIndex(registries, repository, { digest, bytes }) {
    const reference = `${repository}@${digest}`;
    const manifests = registries.at(repository);
    try {
        await registries.withRetries(`Pushing ${reference}`, async () => {
            if ((await manifests.digest(digest)) !== digest)
                await manifests.put(digest, bytes);
        });
    }
    catch (error) {
        throw signingFailure(`${reference} cannot be pushed: ${(0,await_digest/* errorPhrase */.Mn)(error)}`, error);
    }
    const { found, error } = await (0,await_digest/* awaitDigest */.FG)(registries, reference, digest);
    if (found !== digest)
        throw signingFailure(`${reference} ${(0,await_digest/* describeMismatch */._e)(found, error, digest)}`, error);
}
function plannedStatements({ attests, signs, server }, { digest, bytes, index }, names, claims) {
    const whole = { mediaType: (0,oci_manifest/* mediaTypeOf */.c0)(bytes), digest, size: Buffer.byteLength(bytes) };
    const images = index.images.map((image) => (0,descriptor/* readDescriptor */.q)(index.entries.find((entry) => (0,json/* text */.Qq)(entry, 'digest') === image.digest)));
    const subjects = (0,distinct/* distinctBy */.e)([whole, ...images], (subject) => subject.digest);
    return [
        ...(attests ? [{ subject: whole, statement: provenanceOf({ names, digest }, server, claims) }] : []),
        ...(signs ? subjects.map((subject) => ({ subject, statement: signatureOf(subject.digest) })) : []),
    ];
}
async function attachAll(registries, repository, signed) {
    const created = new Date().toISOString();
    for (const { subject, bundle } of signed) {
        const { mediaType, digest, size } = subject;
        const annotations = {
            'org.opencontainers.image.created': created,
            'dev.sigstore.bundle.content': 'dsse-envelope',
            'dev.sigstore.bundle.predicateType': bundle.predicateType,
        };
        const referrer = {
            subject: { mediaType, digest, size },
            type: BUNDLE_TYPE,
            content: bundle.bytes,
            annotations,
        };
        await attachReferrer(registries, repository, referrer).catch((error) => {
            throw signingFailure(`a signature of ${repository}@${digest} cannot be pushed: ${(0,await_digest/* errorPhrase */.Mn)(error)}`, error);
        });
    }
}
function signingFailure(why, error) {
    const cure = error instanceof login.AccessDenied ? error.cure : UNTAKEN_CURE;
    return new errors/* Failure */.HR(`The image was pushed but cannot be signed: ${why}.`, cure);
}
const UNTAKEN_CURE = 'Check that the registry accepts manifests with a subject (OCI 1.1) and tags like sha256-…, and run the job again.';


/***/ })

};
