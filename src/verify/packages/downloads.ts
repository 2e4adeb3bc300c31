/**
 * Where tools keep programs that they fetched or compiled for the machine that they ran on, and start later. Each row: the
 * folder or file of one download, and the source. Left out are downloads that a tool replaces by itself on another
 * machine (Gradle's `native`, Hardhat's compilers), and those that it fetches in the same way on a machine for which
 * there are none (Puppeteer's `linux_arm-…`).
 */
const DOWNLOADS: readonly RegExp[] = [
  // Browsers and their drivers: playwright.dev/docs/browsers, docs.cypress.io "Binary cache", @puppeteer/browsers (Cache.ts:
  // BROWSER/PLATFORM-BUILD), selenium.dev "Selenium Manager", webdriver-manager's README.
  /\/(?:ms-playwright|\.local-browsers)\/[a-z_-]+-\d+\//,
  /\/Cypress\/\d[^/]*\/Cypress\//,
  /\/(?:chrome|chrome-headless-shell|chromedriver|chromium|firefox)\/linux-[^/]+\//,
  /\/\.cache\/selenium\/[^/]+\/linux[^/]*\/[^/]+\//,
  /\/\.wdm\/drivers\/[^/]+\/[^/]+\//,
  // Toolchains and runtimes: rustup "Environment variables" (RUSTUP_HOME), uv "Storage", asdf "Core", mise "Directories",
  // juliaup's README, actions/toolkit "tool-cache".
  /\/toolchains\/(?:stable|beta|nightly|\d+\.\d+)[\d.-]*-[^/]+-linux-[^/]+\//,
  /\/uv\/python\/[a-z]+-[^/]+-linux-[^/]+\//,
  /\/(?:\.asdf|mise|rtx)\/installs\/[^/]+\/[^/]+\//,
  /\/juliaup\/julia-[^/]+\//,
  /\/(?:hostedtoolcache|_work\/_tool)\/[^/]+\/[^/]+\/[^/]+\//,
  // .NET's runtime and tools: learn.microsoft.com, "How to use .NET's install layout" and "dotnet tool install".
  /\/shared\/Microsoft\.[\w.]+App\/\d[^/]*\/|\/host\/fxr\/\d[^/]*\/|\/\.dotnet\/tools\/[^/]+$/,
  // Plugins: krew.sigs.k8s.io, helm.sh "Plugins", pulumi.com "Plugins", developer.hashicorp.com/packer "packer init",
  // cli.github.com "gh extension install", Grafana's "Backend plugins" (EXECUTABLE_SYSTEM_MACHINE).
  /\/\.krew\/store\/[^/]+\/[^/]+\//,
  /\/helm\/plugins\/[^/]+\//,
  /\/\.pulumi\/plugins\/[a-z]+-[^/]+\//,
  /\/packer-plugin-[^/]+_v\d[^/]*_x\d+\.\d+_linux_\w+$/,
  /\/gh\/extensions\/gh-[^/]+\//,
  /\/gpx_[^/]+_linux_[a-z0-9]+$/,
  // Servers and extensions of editors, and of databases: code.visualstudio.com "Remote Development" and "Platform-specific
  // extensions" (whose helpers for other machines are named so: debugpy's attach_linux_amd64.so), mason.nvim's README,
  // nvim-treesitter's README, duckdb.org "Installing extensions".
  /\/\.(?:vscode|vscodium|cursor|windsurf)[\w-]*\/cli\/servers\/[^/]+\//,
  /\/extensions\/[^/]+-\d[\w.]*-linux-(?:x64|arm64|armhf)\/(?!.*[-_./](?:amd64|x86|x86_64|x64|arm64|aarch64)[-_./])/,
  /\/(?:nvim|mason)\/(?:mason\/)?packages\/[^/]+\/|\/nvim(?:-treesitter)?\/(?:site\/)?(?:[^/]+\/)*parser\/[^/]+\.so$/,
  /\/\.duckdb\/extensions\/[^/]+\/linux_[^/]+\//,
  // Programs of one language's tools: Prisma's "Engines", alloy-rs/svm-rs, mongodb-memory-server's "downloadDir",
  // torch.utils.cpp_extension, os-maven-plugin (the classifier of what Maven runs).
  /\/\.cache\/prisma\/[^/]+\/[^/]+\/[^/]+\//,
  /\/\.svm\/[\d.]+\/solc-[^/]+$/,
  /\/mongod-[^/]+-\d+\.\d+\.\d+$/,
  /\/torch_extensions\/[^/]+\/[^/]+\//,
  /\/\.m2\/repository\/.+-linux-[^/]+\.exe$/,
]

/** All rows in one expression: an image may have a hundred thousand files to check. */
const ANY_DOWNLOAD = new RegExp(DOWNLOADS.map(({ source }) => `(?:${source})`).join('|'))

/** The folder or file of the download that a path belongs to; undefined if there is none. */
export function downloadOf(path: string): string | undefined {
  const match = ANY_DOWNLOAD.exec(path)
  return match === null ? undefined : path.slice(0, match.index + match[0].length)
}
