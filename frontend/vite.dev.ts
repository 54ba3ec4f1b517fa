import { defineConfig, mergeConfig } from "vite";
import config from "./vite.config.ts";

// For `nox -s dev`: the page as it ships, built again after every change, with a script that loads
// it anew once the server has restarted. Vite's own development server would need another origin
// and inline scripts, which the server's checks forbid.
const RELOAD = `
let opened = false;
function connect() {
  const socket = new WebSocket("/socket");
  socket.onopen = () => {
    if (opened) location.reload();
    opened = true;
  };
  socket.onclose = () => setTimeout(connect, 200);
}
connect();
`;

export default mergeConfig(
  config,
  defineConfig({
    plugins: [
      {
        name: "reload after a restart",
        generateBundle() {
          this.emitFile({ type: "asset", fileName: "assets/reload.js", source: RELOAD });
        },
        transformIndexHtml: () => [
          {
            tag: "script",
            attrs: { type: "module", src: "/assets/reload.js" },
            injectTo: "head",
          },
        ],
      },
    ],
    build: { watch: {}, minify: false },
  }),
);
