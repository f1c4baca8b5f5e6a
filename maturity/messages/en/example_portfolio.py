"""Words of `maturity example-portfolio`."""

MESSAGES: dict[str, str] = {
    "help.example-portfolio": "Write an invented government to try everything on.",
    "help.example-portfolio.output": "Where to: a name that ends in .csv, .tsv, .jsonl (also with .gz), .parquet or .xlsx, or a folder for one file each.",
    "help.example-portfolio.bodies": "How many bodies there are.",
    "help.example-portfolio.seed": "Another number makes another government.",
    "help.example-portfolio.files": "In a folder: yaml or json.",
    "help.example-portfolio.epilog": "\b\nExamples:\n  maturity example-portfolio -o bodies.csv\n  maturity example-portfolio -o bodies/ --bodies 50",
    "example.written|one": "Wrote {path}: 1 invented body, whose country does not exist.",
    "example.written|other": "Wrote {path}: {count} invented bodies of countries that do not exist.",
    "error.example.ending": "`{path}` must end in one of {known}, of which .csv, .tsv and .jsonl may be packed (.csv.gz), or be a folder (`name/`).",
    "error.example.bodies": "`--bodies` must be a number from 1 to {most}.",
    "error.example.seed": "`--seed` must be 0 or more, with at most 18 digits.",
    "error.example.sheet": "a sheet of a workbook holds at most {most} bodies. Write .parquet or .csv instead.",
    "error.example.folder": "the folder `{path}` is not empty. Use --force to write into it; files of the same names are replaced.",
    "error.example.no_folder": "`{path}` is a file. Name a folder, or a file that ends in .csv, .tsv, .jsonl, .parquet or .xlsx.",
    "error.example.column": "the question `{id}` is called like another column of the table. Write to a folder instead, where each body has its own file.",
}
