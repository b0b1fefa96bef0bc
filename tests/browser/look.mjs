// look.mjs MODULES SCREENS PAGE...: opens each page in Chromium as a phone, a desk and a
// printer would (a picture alone as a desk would), and complains about messages, requests,
// cut or overlapping texts, what axe-core finds, and pictures that no longer look like the
// kept ones in SCREENS (NAME-WIDTH.png; UPDATE=1 writes them).
import fs from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';

const [modules, screens, ...pages] = process.argv.slice(2);
const require = createRequire(path.join(modules, 'package.json'));
const { chromium } = require('playwright-core');
const axe = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

let failed = false;
function complain(page, text) {
  console.log(`${path.basename(page)}: ${text}`);
  failed = true;
}

// In the page: texts that leave their drawing, lie on each other, or make the page scroll.
function misplaced() {
  const found = [];
  const width = document.documentElement.scrollWidth;
  if (width > window.innerWidth)
    found.push(`the page is ${width} wide in a window of ${window.innerWidth}`);
  const apart = 0.5;
  for (const svg of document.querySelectorAll('svg')) {
    const frame = svg.getBoundingClientRect();
    if (!frame.width) continue;
    const texts = [...svg.querySelectorAll('text')].map((text) => {
      const box = text.getBoundingClientRect();
      return { words: text.firstChild ? text.firstChild.textContent : '', box };
    });
    for (const { words, box } of texts)
      if (box.left < frame.left - apart || box.right > frame.right + apart ||
          box.top < frame.top - apart || box.bottom > frame.bottom + apart)
        found.push(`'${words}' leaves its picture`);
    // Glyphs fill about the middle 60 % of the height of their box.
    const inner = texts.map(({ words, box }) => ({ words, left: box.left + apart,
      right: box.right - apart, top: box.top + box.height * 0.2,
      bottom: box.bottom - box.height * 0.2 }));
    for (let i = 0; i < inner.length; i++)
      for (let j = i + 1; j < inner.length; j++) {
        const a = inner[i], b = inner[j];
        if (a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)
          found.push(`'${a.words}' lies on '${b.words}'`);
      }
  }
  for (const element of document.querySelectorAll('h1, h2, p, li, summary'))
    if (element.scrollWidth > element.clientWidth + 1 && element.clientWidth)
      found.push(`'${element.textContent.slice(0, 40)}' is cut`);
  return found;
}

// In an empty page: the share of pixels that clearly differ.
async function difference([a, b]) {
  const load = async (data) => {
    const image = await createImageBitmap(
      new Blob([Uint8Array.from(atob(data), (c) => c.charCodeAt(0))]));
    const canvas = new OffscreenCanvas(image.width, image.height);
    const context = canvas.getContext('2d');
    context.drawImage(image, 0, 0);
    return context.getImageData(0, 0, image.width, image.height);
  };
  const [x, y] = [await load(a), await load(b)];
  if (x.width !== y.width || Math.abs(x.height - y.height) > x.height * 0.01) return 1;
  const bytes = Math.min(x.data.length, y.data.length);
  let differing = 0;
  for (let i = 0; i < bytes; i += 4)
    differing += Math.abs(x.data[i] - y.data[i]) + Math.abs(x.data[i + 1] - y.data[i + 1]) +
      Math.abs(x.data[i + 2] - y.data[i + 2]) > 96;
  return differing / (bytes / 4);
}

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM,
  args: ['--no-sandbox', '--font-render-hinting=none', '--disable-lcd-text'] });
const judge = await (await browser.newContext()).newPage();

async function compare(file, name, picture) {
  const kept = path.join(screens, `${name}.png`);
  if (process.env.UPDATE) fs.writeFileSync(kept, picture);
  if (!fs.existsSync(kept)) return complain(file, `there is no tests/browser/screens/${name}.png`);
  const share = await judge.evaluate(difference,
    [fs.readFileSync(kept).toString('base64'), picture.toString('base64')]);
  if (share > 0.02)
    complain(file, `${(100 * share).toFixed(1)} % of it looks unlike tests/browser/screens/${name}.png`);
}

const isPicture = (file) => file.endsWith('.svg');

async function look(file, width, medium) {
  const context = await browser.newContext({ viewport: { width, height: 900 },
    deviceScaleFactor: 0.25, bypassCSP: false });
  const page = await context.newPage();
  page.on('console', (message) => complain(file, `console: ${message.text()}`));
  page.on('pageerror', (error) => complain(file, `error: ${error.message}`));
  page.on('request', (request) => {
    if (request.url() !== `file://${file}`) complain(file, `asks for ${request.url()}`);
  });
  await page.goto(`file://${file}`);
  if (medium === 'print') await page.emulateMedia({ media: 'print' });
  for (const fault of await page.evaluate(misplaced))
    complain(file, `${medium} at ${width}: ${fault}`);
  if (isPicture(file)) return context.close(); // Chromium takes no screenshot of one
  const name = `${path.basename(file, '.html')}-${medium === 'print' ? 'print' : width}`;
  await compare(file, name, await page.screenshot({ fullPage: true }));
  await context.close();
}

// The policy of the page forbids scripts, so axe-core needs a context that passes over it.
async function audit(file) {
  const context = await browser.newContext({ bypassCSP: true });
  const page = await context.newPage();
  await page.goto(`file://${file}`);
  await page.evaluate(() => document.querySelectorAll('details').forEach((d) => { d.open = true; }));
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run());
  for (const violation of violations)
    complain(file, `axe: ${violation.id}: ${violation.help}: ${violation.nodes[0].html.slice(0, 120)}`);
  await context.close();
}

for (const file of pages) {
  if (isPicture(file)) {
    await look(file, 1280, 'screen');
    continue;
  }
  await look(file, 390, 'screen');
  await look(file, 1280, 'screen');
  await look(file, 718, 'print');
  await audit(file);
}
await browser.close();
process.exit(failed ? 1 : 0);
