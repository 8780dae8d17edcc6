/**
 * The loader's style sheet. It is constructed, not written into the page, because a host page's policy may
 * forbid inline styles; and it lives in the shadow root, so neither page nor widget reaches the other. On a
 * phone the button stays in sight until the frame has a way out of its own.
 * One line, because each end of a line costs a byte.
 */
export const STYLES =
  ':host{all:initial;position:fixed;bottom:20px;inset-inline-end:20px;z-index:2147483000}' +
  'button{all:unset;position:relative;z-index:1;display:grid;place-items:center;width:56px;height:56px;' +
  'border-radius:50%;cursor:pointer;background:var(--accent,#0f5c5a);color:var(--ink,#fff);' +
  'box-shadow:0 2px 10px #0004}' +
  'button:focus-visible{outline:2px solid #fff;box-shadow:0 0 0 5px #111}' +
  'svg{width:30px;fill:none;stroke:currentColor;stroke-width:1.5;stroke-linecap:round}' +
  'b{position:absolute;top:-4px;inset-inline-end:-4px;min-width:8px;padding:0 6px;border-radius:10px;' +
  'background:#b3261e;color:#fff;font:600 12px/20px system-ui;text-align:center}' +
  'b:empty{display:none}' +
  'iframe{position:absolute;bottom:72px;inset-inline-end:0;width:400px;height:min(680px,100vh - 112px);' +
  'border:1px solid #8883;border-radius:12px;box-shadow:0 2px 10px #0004;background:Canvas;' +
  'color-scheme:light dark;visibility:hidden}' +
  ':host([open]) iframe{visibility:visible}' +
  '@media(max-width:480px){iframe{position:fixed;inset:0;width:100%;height:100%;border:0;border-radius:0}' +
  ':host([open]) button:has(+#ready){visibility:hidden}}'
