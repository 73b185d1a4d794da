//! What a store is called.

use audible::Marketplace;

use crate::language::{Words, t_string};

/// The store's country in the member's language, `United States`.
pub(crate) fn store_name(i18n: Words, store: Marketplace) -> &'static str {
    match store {
        Marketplace::Us => t_string!(i18n, common.store_us),
        Marketplace::Uk => t_string!(i18n, common.store_uk),
        Marketplace::De => t_string!(i18n, common.store_de),
        Marketplace::Fr => t_string!(i18n, common.store_fr),
        Marketplace::Ca => t_string!(i18n, common.store_ca),
        Marketplace::It => t_string!(i18n, common.store_it),
        Marketplace::Au => t_string!(i18n, common.store_au),
        Marketplace::In => t_string!(i18n, common.store_in),
        Marketplace::Jp => t_string!(i18n, common.store_jp),
        Marketplace::Es => t_string!(i18n, common.store_es),
        Marketplace::Br => t_string!(i18n, common.store_br),
    }
}
