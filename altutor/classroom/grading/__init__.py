"""From submissions to marks, and the pages that tell students and instructors."""
