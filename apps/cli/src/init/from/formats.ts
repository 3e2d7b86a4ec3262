import { PACKAGE_JSON } from './package-json.ts';
import { PUBLICCODE_YML } from './publiccode-yml.ts';
import { PYPROJECT_TOML } from './pyproject-toml.ts';
import type { SourceFormat } from './source.ts';

/** Lists the files that `init --from` reads. */
export const FORMATS: readonly SourceFormat[] = [PACKAGE_JSON, PYPROJECT_TOML, PUBLICCODE_YML];
