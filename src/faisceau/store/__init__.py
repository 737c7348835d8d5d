"""The story on disk: articles, claims, judgements and problems, in tables that outlive a run."""
