"""What an instructor hands out: exercises with points, a due date, a roster; and the folders made of them."""
