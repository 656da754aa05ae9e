/* One build for the whole face: Sass to one stylesheet, the JavaScript modules to a few small files.
   `npm run build` writes src/selnet/ui/static/dist/, which git ignores; `npm run watch` rebuilds on change. */
import { build, context } from "esbuild";
import { existsSync } from "node:fs";
import { copyFile, mkdir, rm, watch, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { compile, Logger } from "sass";

const here = dirname(fileURLToPath(import.meta.url));
const root = dirname(here);
const out = join(root, "src/selnet/ui/static/dist");

/* selnet.js is on every page, branching.js on pages with forms that branch, logic.js is the expression reader alone. */
const entries = ["selnet.js", "branching.js", "logic.js"];

async function styles() {
  const result = compile(join(here, "styles/selnet.scss"), {
    loadPaths: [join(root, "node_modules")],
    style: "compressed",
    quietDeps: true,
    logger: Logger.silent,
  });
  await writeFile(join(out, "selnet.css"), result.css);
}

function scriptOptions() {
  const present = entries.map((name) => join(here, name)).filter(existsSync);
  return {
    entryPoints: present,
    outdir: out,
    bundle: true,
    minify: true,
    format: "esm",
    target: ["es2020"],
    legalComments: "none",
    logLevel: "warning",
  };
}

async function vendored() {
  await copyFile(join(root, "node_modules/htmx.org/dist/htmx.min.js"), join(out, "htmx.js"));
}

async function watchStyles() {
  for await (const change of watch(join(here, "styles"))) {
    await styles().catch((error) => console.error(change.filename, error.message));
  }
}

await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });
await Promise.all([styles(), vendored()]);
if (process.argv.includes("--watch")) {
  const scripts = await context(scriptOptions());
  await Promise.all([scripts.watch(), watchStyles()]);
} else {
  await build(scriptOptions());
}
