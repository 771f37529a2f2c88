/**
 * npm ci && npm run build: makes ../static/articles/editor.js, which is committed.
 *
 * Its first line holds a fingerprint of everything it was made from; a test compares it.
 */
import { createHash } from "node:crypto"
import { readFileSync, readdirSync, writeFileSync } from "node:fs"
import { build } from "esbuild"

const sources = ["package-lock.json", "build.mjs", ...readdirSync("src").map((name) => `src/${name}`)]
const fingerprint = createHash("sha256")
for (const name of sources.sort()) fingerprint.update(`${name}\n`).update(readFileSync(name))

await build({
  entryPoints: ["src/main.js"],
  outfile: "../static/articles/editor.js",
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  legalComments: "none",
  banner: {
    js: `// Made from articles/editor, sha256 ${fingerprint.digest("hex")}; licences: editor.licences.txt`,
  },
})

const { packages } = JSON.parse(readFileSync("package-lock.json"))
const sent = Object.keys(packages).filter((path) => path && !packages[path].dev)
const licences = sent.map((path) => `${path.replace("node_modules/", "")}\n\n${readFileSync(`${path}/LICENSE`)}`)
writeFileSync("../static/articles/editor.licences.txt", licences.join(`\n${"-".repeat(80)}\n\n`))
