export {
  findPrintings,
  PRINTING_KEYS_MAX,
  PRINTINGS_PER_KEY_MAX,
  type PrintingKey,
} from './selectors/find-printings.ts';
