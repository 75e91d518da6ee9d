// Looks at reports as people do: in Chromium, at a phone's and at a desk's width, light and dark; asks axe-core whether all
// can read them, and takes a picture of each. By hand, for it needs Node and a browser, which the build does not:
//
//   mkdir /tmp/look && cd /tmp/look && npm install playwright-core axe-core
//   node REPOSITORY/src/test/report/check.mjs REPOSITORY/target/report-samples /tmp/look/pictures
//
// CHROMIUM names the browser, /usr/bin/chromium without it. Ends with 1 where axe-core finds anything, where a page is wider
// than its window, or where it asks for something that is not in it. PagesTest writes the samples.
import { createRequire } from 'node:module';
import { mkdirSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

const require = createRequire(join(process.cwd(), 'here.js'));
const { chromium } = require('playwright-core');
const axe = require.resolve('axe-core/axe.min.js');
const [pages, pictures] = process.argv.slice(2);
const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

mkdirSync(pictures, { recursive: true });
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: flags });
let found = 0;
for (const file of readdirSync(pages).filter(name => name.endsWith('.html'))) {
  for (const width of [390, 1280]) {
    for (const colorScheme of ['light', 'dark']) {
      const page = await browser.newPage({ viewport: { width, height: 800 }, colorScheme });
      page.on('request', request => {
        if (!request.url().startsWith('file:')) {
          found++;
          console.log(`${file}: asks for ${request.url()}`);
        }
      });
      const name = `${file.replace('.html', '')}-${width}-${colorScheme}`;
      await page.goto('file://' + resolve(pages, file));
      await page.screenshot({ path: join(pictures, name + '.png'), fullPage: true });
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (over > 0) {
        found++;
        console.log(`${name}: ${over} px wider than the window`);
      }
      // What is folded away is read too.
      await page.evaluate(() => document.querySelectorAll('details').forEach(folded => (folded.open = true)));
      await page.addScriptTag({ path: axe });
      const { violations } = await page.evaluate(() => axe.run({ resultTypes: ['violations'] }));
      for (const violation of violations) {
        found++;
        console.log(`${name}: ${violation.id} (${violation.impact}): ${violation.help}`);
        violation.nodes.slice(0, 3).forEach(node => console.log(`  ${node.html.slice(0, 160)}\n  ${node.failureSummary.split('\n')[1]}`));
      }
      await page.close();
    }
  }
}
await browser.close();
console.log(found === 0 ? 'nothing found' : `${found} found`);
process.exitCode = found === 0 ? 0 : 1;
