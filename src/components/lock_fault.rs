//! What opens an account, and what goes wrong with it, in words.

use audipy::state::{LockFault, SlotKind};
use vault::CodeFault;

use super::problem::what_happened;
use crate::language::{Words, t_string};

/// What went wrong, and what to do.
pub(crate) fn fault_words(i18n: Words, fault: &LockFault) -> String {
    match fault {
        LockFault::WrongPassphrase => t_string!(i18n, locks.f_passphrase).into(),
        LockFault::WrongCode => t_string!(i18n, locks.f_code).into(),
        LockFault::Mistyped(CodeFault::Length { found }) => {
            t_string!(i18n, locks.f_length, found = found.to_string())
        }
        LockFault::Mistyped(CodeFault::Character(character)) => {
            t_string!(i18n, locks.f_character, character = character.to_string())
        }
        LockFault::Mistyped(CodeFault::Mistyped { group: None }) => {
            t_string!(i18n, locks.f_typo).into()
        }
        LockFault::Mistyped(CodeFault::Mistyped { group: Some(group) }) => {
            t_string!(i18n, locks.f_typo_group, group = group.to_string())
        }
        LockFault::NoPasskey => t_string!(i18n, locks.f_no_passkey).into(),
        LockFault::UselessPasskey => t_string!(i18n, locks.f_useless).into(),
        LockFault::NotChecked => t_string!(i18n, locks.f_memory).into(),
        LockFault::Stopped => t_string!(i18n, locks.f_stopped).into(),
        LockFault::LastSlot => t_string!(i18n, locks.f_last).into(),
        LockFault::Gone => t_string!(i18n, locks.f_gone).into(),
        LockFault::Problem(problem) => what_happened(i18n, problem),
    }
}

/// What it takes, in a word or two.
pub(crate) fn slot_name(i18n: Words, kind: SlotKind) -> &'static str {
    match kind {
        SlotKind::ThisDevice => t_string!(i18n, locks.device),
        SlotKind::Passphrase => t_string!(i18n, locks.passphrase),
        SlotKind::Passkey => t_string!(i18n, locks.passkey),
        SlotKind::RecoveryCode => t_string!(i18n, locks.code),
        SlotKind::Unknown => t_string!(i18n, locks.unknown),
    }
}

/// What that means.
pub(crate) fn slot_text(i18n: Words, kind: SlotKind) -> &'static str {
    match kind {
        SlotKind::ThisDevice => t_string!(i18n, locks.device_text),
        SlotKind::Passphrase => t_string!(i18n, locks.passphrase_text),
        SlotKind::Passkey => t_string!(i18n, locks.passkey_text),
        SlotKind::RecoveryCode => t_string!(i18n, locks.code_text),
        SlotKind::Unknown => t_string!(i18n, locks.unknown_text),
    }
}
