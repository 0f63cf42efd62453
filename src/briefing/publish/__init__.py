"""Packs given away: releases, the download page, its server, and telling whether a file is ours."""
