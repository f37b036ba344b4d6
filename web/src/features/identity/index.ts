export { FirstRunPage } from './first-run-page.tsx';
export { RegisterPage } from './register-page.tsx';
export { SetupPage } from './setup-page.tsx';
export { SignInPage } from './sign-in-page.tsx';
