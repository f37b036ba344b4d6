export { LandingPage } from './landing-page.tsx';
export { NotFoundPage } from './not-found-page.tsx';
