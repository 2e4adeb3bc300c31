/** Paths of native code that is compiled or fetched when a package is installed, for the installing machine. */
const BUILT_PATHS: readonly RegExp[] = [
  // PEP 3149; both Debian's and pip's.
  /\.(?:cpython|pypy)[\w-]*\.so$/,
  // node-gyp's README.
  /\/build\/Release\/[^/]+\.node$/,
  /\/node_modules\/.+\/build\/(?:Release|Debug)\/.+\.(?:node|so)[.\d]*$/,
  // node-pre-gyp's README, "module_path": lib/binding/napi-v6-linux-unknown-x64
  /\/lib\/binding\/(?:[^/]+\/)*[^/]+\.node$/,
  // electron's install.js, the install scripts of @sentry/cli, chromedriver and node.
  /\/node_modules\/(?:electron\/dist|@sentry\/cli|chromedriver\/lib|node\/bin)\/.+$/,
  // node-sass, docs of scripts/install.js: vendor/linux-x64-108/binding.node
  /\/node_modules\/node-sass\/vendor\/[^/]+\/binding\.node$/,
  // rustler_precompiled, "RustlerPrecompiled.Config": priv/native/libNAME-vVERSION-nif-VERSION-TARGET.so
  /\/priv\/native\/[^/]+-nif-\d[^/]*\.so$/,
  // RbConfig's archdir, sitearchdir and vendorarchdir.
  /\/(?:vendor_|site_)?ruby\/(?:[^/]+\/)?[^/]+-linux[^/]*\/.+\.so$/,
  // RubyGems, Gem::BasicSpecification#extension_dir.
  /\/extensions\/[^/]+\/[^/]+\/[^/]+-\d[^/]*\//,
  // ExtUtils::MakeMaker, "INST_ARCHAUTODIR".
  /\/perl5?\/.+\/auto\/.+\.so$/,
  // Writing R Extensions, "Package subdirectories": PACKAGE/libs/PACKAGE.so, in any library.
  /\/([^/]+)\/libs\/\1\.so$/,
]

/** Whether a file was compiled or fetched in place on its own, not as part of a larger download. */
export function isBuiltInPlace(path: string): boolean {
  return BUILT_PATHS.some((pattern) => pattern.test(path))
}
