/** The WebSocket to the server: commands out, frames in, and back again when it was lost. */
import { signal } from "@preact/signals";
import { readFrame } from "./frames";
import type { Command, Frame } from "./messages";

/** `strange`: the server that answers now is another start of it, and does not know this page. */
export type Line = "connecting" | "open" | "lost" | "strange";

/** How the line stands, for the page to say. */
export const line = signal<Line>("connecting");

const FIRST_PAUSE = 250;
const LONGEST_PAUSE = 4000;

export class Socket {
  private socket: WebSocket | null = null;
  private pause = FIRST_PAUSE;
  private waiting = new Map<string, Command>();

  constructor(
    private readonly address: string,
    private readonly received: (frame: Frame) => void,
    private readonly opened: () => void,
  ) {
    this.connect();
  }

  /** Send a command now, or once the line is open; of one kind only the newest is kept. */
  send(command: Command & { type: string }): void {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(command));
    else this.waiting.set(command.type, command);
  }

  private connect(): void {
    const socket = new WebSocket(this.address);
    socket.binaryType = "arraybuffer";
    socket.onopen = () => {
      this.pause = FIRST_PAUSE;
      line.value = "open";
      this.opened();
      for (const command of this.waiting.values()) socket.send(JSON.stringify(command));
      this.waiting.clear();
    };
    socket.onmessage = (event: MessageEvent<ArrayBuffer>) => this.received(readFrame(event.data));
    socket.onclose = () => {
      void this.lost();
      setTimeout(() => this.connect(), this.pause);
      this.pause = Math.min(2 * this.pause, LONGEST_PAUSE);
    };
    this.socket = socket;
  }

  /** Find out why there is no line: a refused WebSocket does not say it, a refused question does. */
  private async lost(): Promise<void> {
    if (line.value !== "strange") line.value = "lost";
    const status = await fetch("/api/models").then(
      (answer) => answer.status,
      () => null,
    );
    if (this.socket?.readyState !== WebSocket.OPEN)
      line.value = status === 401 ? "strange" : "lost";
  }
}
