//! Reading files that the member picked or dropped, and whole folders.

use js_sys::{Array, Function, Promise, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    DragEvent, File, FileSystemDirectoryEntry, FileSystemEntry, FileSystemFileEntry,
    HtmlInputElement,
};

/// A file that was read.
#[derive(Debug)]
pub struct Picked {
    /// Its name; within a folder the path from there, with `/`.
    pub path: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// Why nothing was read.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum FileError {
    /// Nothing was picked or dropped.
    Nothing,
    /// Larger than anything that AudiPy reads.
    TooLarge,
    /// The browser could not read it.
    Unreadable,
}

/// What an event handed over. Take it within the event's handler: afterwards a drop is empty.
#[derive(Debug)]
pub struct Handed {
    files: Vec<(String, File)>,
    folders: Vec<FileSystemDirectoryEntry>,
}

impl Handed {
    /// From an `<input type="file">` (on `change`) or a drop.
    pub fn of(event: &web_sys::Event) -> Self {
        event
            .dyn_ref::<DragEvent>()
            .map_or_else(|| Self::picked(event), Self::dropped)
    }

    fn picked(event: &web_sys::Event) -> Self {
        let mut files = Vec::new();
        let input = event.target().and_then(|it| it.dyn_into().ok());
        if let Some(input) = input as Option<HtmlInputElement> {
            if let Some(list) = input.files() {
                files.extend((0..list.length()).filter_map(|at| list.get(at).map(named)));
            }
            // So that the same file can be picked again after a correction.
            input.set_value("");
        }
        let folders = Vec::new();
        Self { files, folders }
    }

    fn dropped(event: &DragEvent) -> Self {
        let (mut files, mut folders) = (Vec::new(), Vec::new());
        let items = event.data_transfer().map(|transfer| transfer.items());
        for item in items
            .iter()
            .flat_map(|items| (0..items.length()).filter_map(|at| items.get(at)))
        {
            let entry = item.webkit_get_as_entry().ok().flatten();
            match entry.and_then(|entry| as_folder(&entry)) {
                Some(folder) => folders.push(folder),
                None => files.extend(item.get_as_file().ok().flatten().map(named)),
            }
        }
        Self { files, folders }
    }

    /// Reads everything. `is_large` says by its first bytes whether a file may be larger than
    /// [`LARGEST`]. Of folders, what is too large or cannot be read is passed over.
    ///
    /// # Errors
    /// See [`FileError`].
    pub async fn read(self, is_large: impl Fn(&[u8]) -> bool) -> Result<Vec<Picked>, FileError> {
        let mut read = Vec::new();
        // A file of a folder that was picked has a path.
        let lone = self.files.iter().all(|(path, _)| !path.contains('/'));
        for (path, file) in self.files.into_iter().take(MOST_FILES) {
            match bytes_of(&file, &is_large).await {
                Ok(bytes) => read.push(Picked { path, bytes }),
                Err(error) if lone => return Err(error),
                Err(_) => {}
            }
        }
        let mut folders: Vec<_> = self.folders.into_iter().map(|it| (it, 0)).collect();
        while let Some((folder, depth)) = folders.pop() {
            for entry in entries(&folder).await {
                if let Some(folder) = as_folder(&entry) {
                    if depth < DEEPEST {
                        folders.push((folder, depth + 1));
                    }
                } else if read.len() < MOST_FILES
                    && let Some(file) = file_of(entry.unchecked_ref()).await
                    && let Ok(bytes) = bytes_of(&file, &is_large).await
                {
                    let path = entry.full_path().trim_start_matches('/').to_owned();
                    read.push(Picked { path, bytes });
                }
            }
        }
        if read.is_empty() {
            return Err(FileError::Nothing);
        }
        Ok(read)
    }
}

/// By what it says of itself: Chromium shows nobody the classes of entries.
fn as_folder(entry: &FileSystemEntry) -> Option<FileSystemDirectoryEntry> {
    entry.is_directory().then(|| entry.clone().unchecked_into())
}

fn named(file: File) -> (String, File) {
    let path = js_sys::Reflect::get(&file, &JsValue::from_str("webkitRelativePath"));
    let path = path.ok().and_then(|path| path.as_string());
    let path = path.filter(|path| !path.is_empty());
    (path.unwrap_or_else(|| file.name()), file)
}

async fn bytes_of(file: &File, is_large: &impl Fn(&[u8]) -> bool) -> Result<Vec<u8>, FileError> {
    if file.size() > LARGEST {
        let start = file.slice_with_f64_and_f64(0.0, 4096.0);
        let start = start.map_err(|_| FileError::Unreadable)?;
        if !is_large(&content(&start).await?) {
            return Err(FileError::TooLarge);
        }
    }
    content(file).await
}

async fn content(blob: &web_sys::Blob) -> Result<Vec<u8>, FileError> {
    let buffer = JsFuture::from(blob.array_buffer()).await;
    let buffer = buffer.map_err(|_| FileError::Unreadable)?;
    Ok(Uint8Array::new(&buffer).to_vec())
}

/// All entries of a folder: the browser hands them out a hundred at a time.
async fn entries(folder: &FileSystemDirectoryEntry) -> Vec<FileSystemEntry> {
    let reader = folder.create_reader();
    let mut all = Vec::new();
    while all.len() < MOST_FILES {
        let part = JsFuture::from(Promise::new(&mut |resolve: Function, reject: Function| {
            let asked = reader.read_entries_with_callback_and_callback(&resolve, &reject);
            if asked.is_err() {
                let _ = reject.call0(&JsValue::UNDEFINED);
            }
        }));
        let Ok(part) = part.await else {
            break;
        };
        let part = Array::from(&part);
        if part.length() == 0 {
            break;
        }
        all.extend(part.iter().map(JsCast::unchecked_into::<FileSystemEntry>));
    }
    all
}

async fn file_of(entry: &FileSystemFileEntry) -> Option<File> {
    let file = JsFuture::from(Promise::new(&mut |resolve: Function, reject: Function| {
        entry.file_with_callback_and_callback(&resolve, &reject);
    }));
    file.await.ok()?.dyn_into().ok()
}

/// Auth files are some kilobytes; those of a whole household are far below this.
pub const LARGEST: f64 = 4_000_000.0;
const MOST_FILES: usize = 200;
const DEEPEST: u32 = 2;
