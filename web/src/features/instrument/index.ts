export { InstrumentPage } from './instrument-page.tsx';
