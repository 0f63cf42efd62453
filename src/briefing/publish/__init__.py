"""Packs given away: releases, the download page, and telling whether a file is ours."""
