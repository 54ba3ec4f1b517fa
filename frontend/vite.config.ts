import { defineConfig } from "vite";

// The built page becomes part of the Python package. Nothing is written into the page's own text,
// since the server allows no inline script or style.
export default defineConfig({
  plugins: [
    {
      name: "newest fonts only",
      // KaTeX brings each font in three formats; every browser that can show this page reads WOFF2.
      generateBundle(_, bundle) {
        for (const name of Object.keys(bundle)) {
          if (/\.(woff|ttf)$/.test(name)) delete bundle[name];
        }
      },
    },
  ],
  base: "/",
  build: {
    outDir: "../src/backlit/web/static",
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: "es2022",
  },
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  worker: { format: "es" },
});
