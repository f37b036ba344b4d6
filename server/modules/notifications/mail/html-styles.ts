/** Looks of a mail: the web app's colours, inline for light, by media query for dark. */

const FONT = "font-family:-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
const HAIRLINE = 'border-bottom:1px solid #dde1e7';

export const bodyStyle = `margin:0;padding:0;background:#f1f3f6;${FONT};-webkit-text-size-adjust:100%`;

export const headStyle = `
:root{color-scheme:light dark;supported-color-schemes:light dark}
a:hover{text-decoration:underline!important}
@media (max-width:480px){.card{padding:24px 20px!important}}
@media (prefers-color-scheme:dark){
.page{background:#0d1117!important}
.card{background:#151b23!important;border-color:#2a333f!important}
.ink{color:#e8ecf2!important}
.muted{color:#9aa5b4!important}
.line{border-color:#2a333f!important}
.link{color:#7aa7ff!important}
.warn{color:#e9b44c!important}
.button{background:#7aa7ff!important;color:#0b1220!important}
}
`;

export const styles = {
  page: 'background:#f1f3f6',
  preview: 'display:none;max-height:0;overflow:hidden;opacity:0',
  brand: `${FONT};font-size:15px;font-weight:650;letter-spacing:-0.01em;color:#14181f`,
  card: 'background:#ffffff;border:1px solid #dde1e7;border-radius:12px;padding:28px 32px 32px',
  title: `${FONT};margin:0;font-size:20px;line-height:1.35;font-weight:650;letter-spacing:-0.01em;color:#14181f;overflow-wrap:anywhere`,
  line: HAIRLINE,
  warn: `${FONT};margin:12px 0 0;font-size:13px;line-height:1.5;font-weight:600;color:#8a5300`,
  text: `${FONT};margin:16px 0 0;font-size:15px;line-height:1.6;color:#14181f;overflow-wrap:anywhere`,
  label: `${FONT};padding:9px 16px 9px 0;font-size:13px;line-height:1.5;font-weight:400;color:#56606f;white-space:nowrap;vertical-align:top`,
  value: `${FONT};padding:9px 0;font-size:14px;line-height:1.5;font-variant-numeric:tabular-nums;color:#14181f;overflow-wrap:anywhere;vertical-align:top`,
  button: 'background:#1d4ed8;border-radius:8px',
  buttonLink: `${FONT};display:inline-block;padding:11px 20px;font-size:15px;line-height:1.3;font-weight:600;color:#ffffff;text-decoration:none;border-radius:8px`,
  item: 'margin-top:16px',
  itemTitle: `${FONT};font-size:15px;line-height:1.45;font-weight:600;color:#1d4ed8;text-decoration:none;overflow-wrap:anywhere`,
  itemBody: `${FONT};margin:4px 0 0;font-size:14px;line-height:1.5;color:#56606f;overflow-wrap:anywhere`,
  itemTime: `${FONT};margin:4px 0 0;font-size:12px;line-height:1.5;color:#56606f`,
  more: `${FONT};margin:16px 0 0;font-size:14px;line-height:1.5;color:#56606f`,
  link: 'color:#1d4ed8',
  foot: `${FONT};margin:0;font-size:12px;line-height:1.7;color:#56606f;overflow-wrap:anywhere`,
  footLink: 'color:#56606f;text-decoration:underline',
} as const;
