"""A release: finished packs under names that people understand, with what anyone needs to verify them."""
