import type { ArchiveErrorCode } from '@national-forge/archive';
import type { Locale } from '@national-forge/manifest';

type Texts = Readonly<Record<Locale, string>>;

const text = (en: string, fr: string, ar: string): Texts => ({ ar, fr, en });

/** Holds what each broken rule of an archive is called by people. */
export const ARCHIVE_TEXTS: Readonly<Record<ArchiveErrorCode, Texts>> = {
  'archive-format': text(
    'The archive is neither zstd nor gzip.',
    "L'archive n'est ni en zstd ni en gzip.",
    'الأرشيف ليس بصيغة zstd ولا gzip.',
  ),
  'archive-corrupt': text(
    'The compressed data are damaged.',
    'Les données compressées sont abîmées.',
    'البيانات المضغوطة تالفة.',
  ),
  'archive-truncated': text('The archive ends too early.', "L'archive s'arrête trop tôt.", 'ينتهي الأرشيف قبل تمامه.'),
  'archive-trailing': text(
    'Bytes follow the end of the archive.',
    "Des octets suivent la fin de l'archive.",
    'توجد بايتات بعد نهاية الأرشيف.',
  ),
  'archive-window': text(
    'The archive needs too much memory to be read (zstd window).',
    "L'archive demande trop de mémoire pour être lue (fenêtre zstd).",
    'تتطلب قراءة الأرشيف ذاكرة أكبر من المسموح به (نافذة zstd).',
  ),
  'archive-empty': text(
    'The archive holds no file.',
    "L'archive ne contient aucun fichier.",
    'لا يحتوي الأرشيف على أي ملف.',
  ),
  'archive-too-large': text(
    'The archive is too large.',
    "L'archive est trop volumineuse.",
    'حجم الأرشيف أكبر من المسموح به.',
  ),
  'unpacked-too-large': text(
    'The unpacked files are too large.',
    'Les fichiers décompressés sont trop volumineux.',
    'حجم الملفات بعد فك الضغط أكبر من المسموح به.',
  ),
  'kept-too-large': text(
    'The files that must be checked are too large together.',
    'Les fichiers à vérifier sont trop volumineux ensemble.',
    'مجموع أحجام الملفات الواجب فحصها أكبر من المسموح به.',
  ),
  'ratio-too-high': text(
    'The archive unpacks to suspiciously many bytes.',
    "L'archive se décompresse en un nombre suspect d'octets.",
    'يتضخم الأرشيف عند فك الضغط بشكل مريب.',
  ),
  'too-many-entries': text(
    'The archive has too many files.',
    "L'archive contient trop de fichiers.",
    'عدد ملفات الأرشيف أكبر من المسموح به.',
  ),
  'file-too-large': text('A file is too large.', 'Un fichier est trop volumineux.', 'أحد الملفات أكبر من المسموح به.'),
  'header-checksum': text(
    'A tar header does not match its checksum.',
    'Un en-tête tar ne correspond pas à sa somme de contrôle.',
    'ترويسة tar لا توافق مجموع التحقق الخاص بها.',
  ),
  'header-magic': text(
    'A tar header has an unknown format.',
    'Un en-tête tar a un format inconnu.',
    'ترويسة tar بصيغة غير معروفة.',
  ),
  'header-number': text(
    'A number in a tar header is malformed.',
    "Un nombre d'un en-tête tar est mal formé.",
    'عدد غير سليم في ترويسة tar.',
  ),
  'header-field': text(
    'A tar header hides bytes in a field.',
    'Un en-tête tar cache des octets dans un champ.',
    'تخفي ترويسة tar بايتات في أحد حقولها.',
  ),
  'entry-link': text('Links are not allowed.', 'Les liens ne sont pas admis.', 'الروابط غير مسموح بها.'),
  'entry-type': text(
    'Only regular files and folders are allowed.',
    'Seuls les fichiers ordinaires et les dossiers sont admis.',
    'لا يسمح إلا بالملفات العادية والمجلدات.',
  ),
  'entry-sparse': text(
    'Sparse files are not allowed.',
    'Les fichiers creux ne sont pas admis.',
    'الملفات المتناثرة غير مسموح بها.',
  ),
  'pax-invalid': text('A pax header is malformed.', 'Un en-tête pax est mal formé.', 'ترويسة pax غير سليمة.'),
  'pax-key': text(
    'A pax header sets a key that is not allowed.',
    "Un en-tête pax fixe une clé qui n'est pas admise.",
    'تحدد ترويسة pax مفتاحا غير مسموح به.',
  ),
  'pax-duplicate': text(
    'A pax header sets a key twice.',
    'Un en-tête pax fixe deux fois la même clé.',
    'تكرر ترويسة pax المفتاح نفسه.',
  ),
  'pax-global': text(
    'Global pax headers are not allowed.',
    'Les en-têtes pax globaux ne sont pas admis.',
    'ترويسات pax العامة غير مسموح بها.',
  ),
  'path-encoding': text('A path is not UTF-8.', "Un chemin n'est pas en UTF-8.", 'أحد المسارات ليس بترميز UTF-8.'),
  'path-empty': text('A path is empty.', 'Un chemin est vide.', 'أحد المسارات فارغ.'),
  'path-absolute': text('A path is absolute.', 'Un chemin est absolu.', 'أحد المسارات مطلق.'),
  'path-traversal': text('A path climbs with "..".', 'Un chemin remonte par « .. ».', 'يصعد أحد المسارات بواسطة «..».'),
  'path-segment': text(
    'A path has an empty or "." segment.',
    'Un chemin a un segment vide ou « . ».',
    'في أحد المسارات جزء فارغ أو «.».',
  ),
  'path-character': text(
    'A path holds a control or invisible character.',
    'Un chemin contient un caractère de contrôle ou invisible.',
    'يحتوي أحد المسارات على محرف تحكم أو محرف غير مرئي.',
  ),
  'path-windows': text(
    'Windows cannot store this path.',
    'Windows ne peut pas enregistrer ce chemin.',
    'لا يستطيع ويندوز تخزين هذا المسار.',
  ),
  'path-not-nfc': text(
    'A path is not in Unicode normalisation form C.',
    "Un chemin n'est pas en forme de normalisation Unicode C.",
    'أحد المسارات ليس بصيغة التطبيع C ليونيكود.',
  ),
  'path-too-long': text('A path is too long.', 'Un chemin est trop long.', 'أحد المسارات أطول من المسموح به.'),
  'path-too-deep': text(
    'A path has too many folders.',
    'Un chemin a trop de dossiers.',
    'في أحد المسارات مجلدات أكثر من المسموح به.',
  ),
  'path-reserved': text(
    'A path would land in a version control or home folder.',
    'Un chemin tomberait dans un dossier de gestion de versions ou personnel.',
    'يقع أحد المسارات في مجلد لإدارة النسخ أو مجلد شخصي.',
  ),
  'path-duplicate': text(
    'Two files have the same path.',
    'Deux fichiers ont le même chemin.',
    'ملفان لهما المسار نفسه.',
  ),
  'path-collision': text(
    'Two paths are one where case or normalisation is ignored.',
    'Deux chemins se confondent là où la casse ou la normalisation est ignorée.',
    'مساران يلتبسان حيث تهمل حالة الأحرف أو التطبيع.',
  ),
  'folder-missing': text('The folder does not exist.', "Le dossier n'existe pas.", 'المجلد غير موجود.'),
  'file-changed': text(
    'A file changed meanwhile.',
    'Un fichier a changé entre-temps.',
    'تغير أحد الملفات في هذه الأثناء.',
  ),
  'target-exists': text(
    'The target folder exists already.',
    'Le dossier cible existe déjà.',
    'المجلد الهدف موجود سلفا.',
  ),
  'entry-missing': text(
    'The archive has no such file.',
    "L'archive n'a pas ce fichier.",
    'لا يوجد هذا الملف في الأرشيف.',
  ),
  'digest-invalid': text(
    'The list of files is malformed.',
    'La liste des fichiers est mal formée.',
    'قائمة الملفات غير سليمة.',
  ),
  'digest-mismatch': text('The content has another digest.', 'Le contenu a une autre empreinte.', 'للمحتوى بصمة أخرى.'),
};
