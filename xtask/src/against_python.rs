//! `cargo xtask bench python`: all reports natively against two references in Python, in one run.
//!
//! `bench/reference.py` is the original's algorithm, `bench/same_work` follows our own rules.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::build;
use crate::command::{cargo, is_there, output, root, run};

const SIZES: [usize; 3] = [1_000, 10_000, 100_000];
/// Seeds of the varied folders of which only the files are compared.
const SEEDS: [u32; 8] = [2, 3, 4, 5, 6, 7, 8, 9];

/// A program in Python and the data that it is compared on.
struct Reference {
    name: &'static str,
    program: &'static str,
    /// `None` for simple data.
    seed: Option<u32>,
    /// Its files are to equal ours; else they are to have as many lines.
    same_work: bool,
}

const REFERENCES: [Reference; 3] = [
    Reference {
        name: "original's algorithm, simple data",
        program: "bench/reference.py",
        seed: None,
        same_work: false,
    },
    Reference {
        name: "the same work, simple data",
        program: "bench/same_work",
        seed: None,
        same_work: true,
    },
    Reference {
        name: "the same work, varied data",
        program: "bench/same_work",
        seed: Some(1),
        same_work: true,
    },
];

/// One row of the table.
struct Row {
    titles: f64,
    slow: f64,
    fast: f64,
}

/// Both programs in Python and ours.
struct Programs {
    python: &'static str,
    native: PathBuf,
}

/// Measures at three sizes and prints ratios, growth, and whether the files agree.
pub(crate) fn measure() -> Result<(), String> {
    let python = ["python3", "python"].into_iter().find(|it| is_there(it));
    let python = python.ok_or("it needs Python 3.11 or later")?;
    let build = ["--release", "--quiet", "--package", "reports"];
    run(cargo()
        .arg("build")
        .args(build)
        .args(["--example", "against_python"]))?;
    let native = build::target().join("release/examples/against_python");
    let programs = Programs { python, native };
    println!("processor time in ms: from products to six texts, and with reading the JSON");
    for reference in REFERENCES {
        println!(
            "{}\n  titles    Python   native       ×    with reading: Python   native      ×",
            reference.name
        );
        let mut before: Option<Row> = None;
        for titles in SIZES {
            let row = programs.compare(&reference, titles)?;
            if let Some(before) = before {
                let times = (row.titles / before.titles).ln();
                println!(
                    "         growth: Python n^{:.2}, native n^{:.2}",
                    (row.slow / before.slow).ln() / times,
                    (row.fast / before.fast).ln() / times
                );
            }
            before = Some(row);
        }
    }
    programs.compare_files()
}

impl Programs {
    /// Prints times and whether the files agree.
    fn compare(&self, reference: &Reference, titles: usize) -> Result<Row, String> {
        let folder = self.data(titles, reference.seed)?;
        let runs = if titles > 10_000 { 3 } else { 5 };
        let theirs = self.python(reference.program, &folder, runs)?;
        let ours = self.native(&folder, runs)?;
        let row = Row {
            titles: number(&ours, "titles")?,
            slow: number(&theirs, "ms")?,
            fast: number(&ours, "ms")?,
        };
        let slow_whole = row.slow + number(&theirs, "read_ms")?;
        let fast_whole = row.fast + number(&ours, "read_ms")?;
        println!(
            "{:>8} {:>9.1} {:>8.1} {:>7.1}   {slow_whole:>20.1} {fast_whole:>8.1} {:>6.1}",
            row.titles,
            row.slow,
            row.fast,
            row.slow / row.fast,
            slow_whole / fast_whole
        );
        if reference.same_work {
            match difference(&folder)? {
                None => println!("         all six files are equal, byte for byte"),
                Some(difference) => println!("         MISSED: {difference}"),
            }
        } else if theirs["lines"] == ours["lines"] {
            println!("         the six files have as many lines each");
        } else {
            let (theirs, ours) = (&theirs["lines"], &ours["lines"]);
            println!("         MISSED: lines are {theirs} in Python and {ours} natively");
        }
        Ok(row)
    }

    /// More varied data, of which only the files matter.
    fn compare_files(&self) -> Result<(), String> {
        let mut equal = 0;
        for seed in SEEDS {
            let folder = self.data(SIZES[0], Some(seed))?;
            self.python("bench/same_work", &folder, 1)?;
            self.native(&folder, 1)?;
            match difference(&folder)? {
                None => equal += 1,
                Some(difference) => println!("MISSED: {difference}"),
            }
        }
        let all = SEEDS.len();
        println!("all six files of {equal} of {all} other varied folders are equal, byte for byte");
        Ok(())
    }

    /// A data folder, made once.
    fn data(&self, titles: usize, seed: Option<u32>) -> Result<PathBuf, String> {
        let name = match seed {
            None => format!("simple-{titles}"),
            Some(seed) => format!("varied-{titles}-{seed}"),
        };
        let folder = build::target().join("bench-python").join(name);
        if !folder.join("catalog.json").is_file() {
            let mut make = Command::new(self.python);
            make.current_dir(root())
                .args(["bench/data.py", &titles.to_string()])
                .arg(&folder);
            if let Some(seed) = seed {
                make.args(["--varied", &seed.to_string()]);
            }
            run(&mut make)?;
        }
        Ok(folder)
    }

    fn python(&self, program: &str, folder: &Path, runs: usize) -> Result<Value, String> {
        let mut python = Command::new(self.python);
        python
            .current_dir(root())
            .args([program, "--runs", &runs.to_string()]);
        figures(
            python
                .arg("--data")
                .arg(folder)
                .arg("--out")
                .arg(folder.join("python")),
        )
    }

    fn native(&self, folder: &Path, runs: usize) -> Result<Value, String> {
        let mut native = Command::new(&self.native);
        figures(
            native
                .arg(folder)
                .arg(runs.to_string())
                .arg(folder.join("native")),
        )
    }
}

/// The first line in which the files of both differ.
fn difference(folder: &Path) -> Result<Option<String>, String> {
    let read = |path: &Path| {
        fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
    };
    let native = folder.join("native");
    let files = fs::read_dir(&native).map_err(|error| format!("{}: {error}", native.display()))?;
    for file in files.flatten() {
        let (ours, theirs) = (file.path(), folder.join("python").join(file.file_name()));
        let (ours_text, theirs_text) = (read(&ours)?, read(&theirs)?);
        if ours_text != theirs_text {
            let mut lines = ours_text.split('\n').zip(theirs_text.split('\n'));
            let line = lines.position(|(ours, theirs)| ours != theirs);
            let place = line.map_or_else(
                || "one ends before the other".to_owned(),
                |line| format!("line {} differs", line + 1),
            );
            let (ours, theirs) = (ours.display(), theirs.display());
            return Ok(Some(format!("{place}: {ours} {theirs}")));
        }
    }
    Ok(None)
}

fn figures(command: &mut Command) -> Result<Value, String> {
    let printed = output(command).ok_or_else(|| format!("{command:?} failed"))?;
    let last = printed.lines().last().unwrap_or_default();
    serde_json::from_str(last).map_err(|error| format!("{command:?} printed {last:?}: {error}"))
}

fn number(figures: &Value, name: &str) -> Result<f64, String> {
    let number = figures[name].as_f64();
    number.ok_or_else(|| format!("there is no {name} in {figures}"))
}
